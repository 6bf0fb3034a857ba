"""The formulas of the model as they are printed; each tag is the one in the docstring of the function it shows."""

from __future__ import annotations

from collections.abc import Mapping

# Block (first letter of its tags) -> tag -> formula. What it says, and where it is from, is in the texts.
FORMULAS: Mapping[str, Mapping[str, str]] = {
    "H": {
        "H0": r"""\begin{aligned}
            T &= \frac{1}{q}\sum_{k\ge 0}\Pr\{K>k\}\left(I+\frac{Q}{q}\right)^{\!k}X,\\
            K &\sim \mathrm{Poisson}(q\Delta),\\
            F_{ij} &= h_{ij}\,T_i,\qquad X_i' = X_i-\sum_j F_{ij}+\sum_j F_{ji}\end{aligned}""",
        "H1": r"a(X)=\min\left\{\pi_t\left(\frac{X_0}{X}\right)^{\eta},\;a_{\max}\right\}",
        "H2": r"m = 1+\beta\,c",
        "H3": r"g = e^{-\gamma\,c}",
        "H4": r"""\begin{aligned}
            b_{P\to N} &= \lambda_P\,s,\qquad b_{P\to E}=\lambda_P\,(1-s)\\
            b_{N\to E} &= \lambda_N,\qquad b_{N\to P}=\max\{\nu,\;\rho'\varphi\}\\
            b_{E\to N} &= \rho'(1-\varphi),\quad b_{E\to P}=\rho'\varphi,\quad \rho'=\max\{\rho,\varepsilon\}\\
            b_{E\to S} &= 1/\tau\\
            b_{S\to N} &= \varepsilon\,(1-\varphi),\quad b_{S\to P}=\varepsilon\,\varphi\end{aligned}""",
        "H5": r"""\begin{aligned}
            h_{P\to N} &= b_{P\to N}\;a(P)\,m_W + h_B\\
            h_{P\to E} &= b_{P\to E}\;a(P)\,m_P,\qquad h_{N\to E} = b_{N\to E}\;a(N)\,m_N\\
            h_{E\to N} &= b_{E\to N}\;g_E,\qquad h_{E\to P} = b_{E\to P}\;g_E\\
            h_{S\to N} &= b_{S\to N}\;g_S,\qquad h_{S\to P} = b_{S\to P}\;g_S\\
            h_{\downarrow} \leftarrow (1+\zeta)\,h_{\downarrow}\end{aligned}""",
        "H6": r"X' = X\,e^{g\Delta}",
        "H8": r"\pi_t=1\;(2022\text{–}2026),\qquad \pi_t=\pi_{\text{S11}},\,\pi_{\text{S15}}",
        "H9": r"\pi_{\text{S27}}=\xi\;a(P)\big|_{\text{before}}",
        "H10": r"h_{N\to E}\leftarrow e^{s\,z_y}\,h_{N\to E},\qquad z_y\sim N(0,1)",
        "H7": r"X_i^{(1/2)} = X_i\,e^{-\frac{\Delta}{2}\sum_j h_{ij}}+\frac{\Delta}{2}\sum_j h_{ji}\,X_j",
    },
    "C": {
        "C1": r"s=e^{-(r+w)\Delta}",
        "C2": r"""\begin{aligned}
            V&=\max\left\{\frac{(1-\iota)\left[K+u\Delta-v\,(1-s)\,L\right]-s\,L}
            {\sqrt{s}+(1-\iota)\,v\,(1-\sqrt{s})},\;0\right\}\\
            v&=\frac{w}{r+w}\end{aligned}""",
        "C3": r"B_k=\frac{1000\,L_k}{\ell}",
        "C4": r"c=c_{\max}\left(1-\exp\frac{-B}{c_{\max}\,X}\right)",
        "C5": r"K_s'=K_s\left(1-\frac{W}{\sum_s K_s}\right)+u_s\Delta",
        "C6": r"""\begin{aligned}
            R+W&=(1-s)\,L+(1-\sqrt{s})\,V,\qquad W=v\,(R+W)\\
            L_k'&=s\,L_k+\sqrt{s}\,\alpha_k V\end{aligned}""",
        "C7": r"Q'=Q\,e^{-\chi\Delta}+\frac{\theta L}{\chi}\left(1-e^{-\chi\Delta}\right)",
    },
    "B": {
        "B1": r"D_{+}=\delta\,(P+N)\,\Delta",
        "B2": r"H=\min\left\{\frac{M}{k},\;D+D_{+},\;b\,(P+N)\,\Delta\right\}",
        "B3": r"h_B=\frac{\kappa\,H}{(P+N)\,\Delta}",
        "B4": r"k=\frac{(1-z)\,n_{1}+z\,n_{2}}{1000}\,f",
    },
    "T": {
        "T1": r"Z=\min\left\{\frac{1000\,M}{k},\;\omega\,(P+N+E)\,\Delta\right\}",
        "T2": r"""\begin{aligned}
            A'&=A\,e^{-\Delta/\tau}+J\,e^{-\Delta/2\tau}\\
            Y'&=Y\,e^{-f\Delta}+(A+J-A')\,e^{-f\Delta/2}\end{aligned}""",
        "T3": r"t=1-\exp\frac{-Y}{P+N+E}",
        "T4": r"y'=y+(1-y)\left(1-e^{-a\Delta-Z/F}\right)",
    },
    "N": {
        "N1": r"\pi=\Phi\left(\frac{\operatorname{logit}\theta-\operatorname{logit}x}{\sigma}\right)",
        "N2": r"R=\sqrt[3]{\pi_{11}\;\pi_{9}\;\pi_{12}}",
        "N3": r"\psi(x)=a+(1-a)\,\frac{x}{x+x_{1/2}}",
        "N4": r"""\begin{aligned}
            h_{0\to1}&=\mu_0\,R'\,\psi,\quad h_{1\to2}=\mu_1\,\psi,\quad h_{2\to3}=\mu_2\,\psi\\
            h_{1\to0}&=h_{2\to0}=h_{3\to0}=\omega\end{aligned}""",
        "N7": r"R'=R\left(\frac{T_0}{\sum_j T_j}\right)^{\nu}",
        "N6": r"""\begin{aligned}
            h_{0\to1}&\leftarrow\pi_c\,h_{0\to1},\qquad h_{j\to j+1}\leftarrow\pi_u\,h_{j\to j+1}\;(j\ge1)\\
            \pi_c&=\pi_u=1\;(2021\text{–}2025)\end{aligned}""",
        "N8": r"h_{j\to j+1}\leftarrow e^{s\,z_y}\,h_{j\to j+1},\qquad z_y\sim N(0,1)",
        "N5": r"h_{0\to1}=v_0\,\psi,\qquad h_{1\to2}=v_1\,\psi",
    },
    "M": {
        "M1": r"\sum_s u_s\,\Delta",
        "M2": r"H\,k",
        "M3": r"\frac{Z\,k}{1000}",
        "M4": r"d\,B_{\mathrm{NTM}}\,\Delta",
    },
    "D": {
        "D1": r"B_k=\frac{1000\,L_k}{\ell\,\ell_k}",
        "D2": r"2\cdot\frac{1000\,\alpha_W V}{\ell\,\ell_W}",
        "D3": r"\Delta\sum_k L_k\,\max\{r_m-r_k,\,0\}",
    },
    "E": {
        "E1": r"""\begin{aligned}
            P'+N' &= \min\{f\,(P+N),\;P+N+E+S\}\\
            \frac{P'}{N'} &= e^{\sigma}\,\frac{P}{N},\qquad \frac{E'}{S'}=\frac{E}{S}\end{aligned}""",
        "E2": r"T_j'=k\,M\,\frac{T_j}{\sum_i T_i}\;(j\ge1),\qquad T_0'=M-\sum_{j\ge1}T_j'",
        "E3": r"T_j'=(1-\pi)\,T_j\;(j\ge1),\qquad T_0'=T_0+\pi\sum_{j\ge1}T_j",
        "E4": r"I_{y,m}=1\iff U_{y,m}<q,\qquad U_{y,m}\sim\mathrm{Uniform}(0,1)",
        "E5": r"""\begin{aligned}
            D'&=D+x\,(P+N+E+S),\qquad \zeta'=\zeta+k\,x,\qquad \dot\zeta=-\mu\,\zeta\\
            P'&=P+x\,\kappa\,N,\qquad N'=N-x\,\kappa\,N\end{aligned}""",
    },
}


def tags() -> list[str]:
    """Every tag that the page prints, in its order."""
    return [tag for block in FORMULAS.values() for tag in block]
