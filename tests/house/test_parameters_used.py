"""Every dated parameter is read by something, or its page says that nothing is reckoned with it."""

import ast
from pathlib import Path

from workflows.parameters import DEFAULTS
from workflows.wording.parameters import WITHOUT_EFFECT

HOUSE = Path(__file__).resolve().parents[2]
_DECLARED = {
    HOUSE / "workflows" / "parameter_table.py",
    HOUSE / "workflows" / "wording" / "parameters.py",
}


def _words() -> set[str]:
    """Every string in the code that is not the parameters' own declaration."""
    found = set()
    for floor in ("workflows", "forms", "wirgrants"):
        for path in (HOUSE / floor).rglob("*.py"):
            if path not in _DECLARED:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                found |= {
                    node.value
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    return found


def test_each_parameter_is_read_or_said_to_be_without_effect() -> None:
    keys = {key for key in DEFAULTS.names() if not key.startswith("court.")}
    assert keys - _words() == set(WITHOUT_EFFECT)
