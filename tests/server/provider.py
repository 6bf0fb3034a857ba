"""A small OpenID Connect provider for the tests: one person, who is asked to agree with a click."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "simulator", "the client's secret"


@dataclass
class Provider:
    """Who may sign in, and what was asked of the provider so far."""

    claims: dict[str, Any]
    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "test"}))
    nonces: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def agreed(self, query: dict[str, list[str]]) -> str:
        """Where the browser goes when the person has agreed."""
        code = secrets.token_urlsafe(8)
        self.nonces[code] = query["nonce"][0]
        return f"{query['redirect_uri'][0]}?{urlencode({'code': code, 'state': query['state'][0]})}"

    def tokens(self, code: str) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600, **self.claims}
        identity = jwt.encode({"alg": "RS256", "kid": "test"}, {**claims, "nonce": self.nonces.pop(code)}, self.key)
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": identity}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = parse_qs(parts.query)
            provider.asked.append(parts.path)
            if parts.path == "/.well-known/openid-configuration":
                self.answer(provider.about())
            elif parts.path == "/jwks":
                self.answer({"keys": [provider.key.as_dict(private=False, use="sig", alg="RS256")]})
            elif parts.path == "/userinfo":
                self.answer({"sub": "1", **provider.claims})
            elif parts.path == "/authorize":
                page = f"<link rel=icon href=data:,><a href='{provider.agreed(query)}'>agree</a>".replace("&", "&amp;")
                self.send(200, page.encode(), "text/html")
            elif parts.path == "/logout":
                self.send_response(302)
                self.send_header("Location", query["post_logout_redirect_uri"][0])
                self.end_headers()
            else:
                self.send(404, b"", "text/plain")

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            provider.asked.append(self.path)
            self.answer(provider.tokens(form["code"][0]))

        def answer(self, content: dict[str, Any]) -> None:
            self.send(200, json.dumps(content).encode(), "application/json")

        def send(self, status: int, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


@contextmanager
def running(claims: dict[str, Any]) -> Iterator[Provider]:
    """A provider that knows one person, until the context ends."""
    provider = Provider(claims)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider)) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()


def secrets_toml(provider: Provider, cookie_secret: str = "x" * 40) -> str:
    """The server's file of secrets for this provider."""
    return f"""
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.url}/.well-known/openid-configuration"
"""
