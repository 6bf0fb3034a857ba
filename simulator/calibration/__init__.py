"""From reported figures to an ensemble: priors, likelihood, sampler, posterior artefacts."""
