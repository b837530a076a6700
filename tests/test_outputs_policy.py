"""The content security policy names what is in the page and nothing else."""

from __future__ import annotations

import base64
import hashlib

from pipeline.outputs.policy import content_security_policy

POLICY = dict(part.split(" ", 1) for part in content_security_policy(["let a", "å"], ["b {}"]).split("; "))


def test_scripts_and_styles_are_named_by_hash() -> None:
    for text in ("let a", "å"):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in POLICY["script-src"]
    assert POLICY["style-src"].count("sha256-") == 1


def test_everything_not_named_is_forbidden() -> None:
    assert POLICY["default-src"] == "'none'"
    assert POLICY["base-uri"] == POLICY["form-action"] == "'none'"
    assert not any(word in value for value in POLICY.values() for word in ("unsafe", "http", "*"))
