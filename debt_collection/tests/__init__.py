from importlib import import_module
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("test_*.py")):
    import_module(f"{__name__}.{path.stem}")
