"""Our add-ons at the repository's root, and what they need."""

import ast
from pathlib import Path

from .paths import REPO


def manifests():
    return {path.parent.name: path for path in sorted(REPO.glob("debt_collection*/__manifest__.py"))}


def depends(manifest):
    return ast.literal_eval(Path(manifest).read_text()).get("depends", ["base"])
