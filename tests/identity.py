"""An identity provider of a municipality: OpenID Connect over HTTP, with one person who is logged in there already."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET, CODE, TOKEN = "samverkan", "only for tests", "once", "access"


class Provider(ThreadingHTTPServer):
    """Who answers at the addresses of the protocol; `claims` are what it says of the person."""

    def __init__(self, claims: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.claims = claims
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.nonce: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def configuration(self) -> dict[str, Any]:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in ends.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        own = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        nonce = {"nonce": self.nonce[0]} if self.nonce else {}
        signed = jwt.encode({**self.claims, **own, **nonce}, self.key, "RS256", headers={"kid": "one"})
        return {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def keys(self) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}


class Answer(BaseHTTPRequestHandler):
    """One request to the provider."""

    server: Provider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/authorize":
            given = {name: values[0] for name, values in parse_qs(asked.query).items()}
            self.server.nonce = [given["nonce"]] if "nonce" in given else []
            back = urlencode({"code": CODE, "state": given["state"]})
            self.send_response(302)
            self.send_header("Location", f"{given['redirect_uri']}?{back}")
            self.end_headers()
            return
        pages = {"/keys": self.server.keys, "/userinfo": lambda: self.server.claims}
        self.answer(pages.get(asked.path, self.server.configuration)())

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert sent["code"] == [CODE]
        self.answer(self.server.token())

    def answer(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def identity_provider(**claims: Any) -> Iterator[dict[str, str]]:
    """The environment of a workbench whose people log in at a provider that is there while the test runs."""
    provider = Provider({"sub": "1", **claims})
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    yield {
        "SAMVERKAN_OIDC_URL": provider.url,
        "SAMVERKAN_OIDC_NAME": "Kvarnryd",
        "SAMVERKAN_OIDC_CLIENT": CLIENT,
        "SAMVERKAN_OIDC_SECRET": SECRET,
    }
    provider.shutdown()
    provider.server_close()
