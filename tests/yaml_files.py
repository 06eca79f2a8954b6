"""YAML files of the tests and of the configuration, read by the quick loader where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where PyYAML has libyaml


def read_yaml(path: Path) -> Any:
    """What the file holds."""
    return yaml.load(path.read_bytes(), Loader=LOADER)  # noqa: S506 - a safe loader, the C one
