"""Which tests are run: Odoo's tags for test classes and methods, found in the files."""

import re
from collections import namedtuple

from . import addons
from .process import Failure

CLASS = re.compile(r"^class (\w+)|^    def (test\w*)", re.MULTILINE)

# weight: how many tests it has; is_web: needs the browser's scripts and styles compiled
Chosen = namedtuple("Chosen", "tag weight is_web")


def select(modules, expression="", may_be_empty=False):
    """Test classes, or single methods, whose file, class or method has one of the words in its
    name; no words: all.
    """
    words = _words(expression)
    chosen = []
    for module in modules:
        for path in sorted((addons.manifests()[module].parent / "tests").glob("test_*.py")):
            chosen += _matches(module, path.stem, path.read_text(), words)
    if not chosen and not may_be_empty:
        raise Failure(f"no test file, class or method has {expression!r} in its name")
    return chosen


def wants(expression, name):
    """Tell whether a test of this name is meant."""
    return _has_word(name, _words(expression))


def batches(chosen, parts):
    """Share them out to about so many programs of like length; browser tests stay together."""
    found = [[one for one in chosen if one.is_web]] + [[] for _part in range(parts)]
    for one in sorted(chosen, key=lambda one: -one.weight):
        if not one.is_web:
            min(found[1:], key=lambda batch: sum(each.weight for each in batch)).append(one)
    return [batch for batch in found if batch]


def _words(expression):
    return [word.strip().lower() for word in re.split(r",| or ", expression) if word.strip()]


def _has_word(name, words):
    return not words or any(word in name.lower() for word in words)


def _matches(module, stem, text, words):
    is_web = "HttpCase" in text
    for name, methods in _classes(text):
        if _has_word(stem, words) or _has_word(name, words):
            yield Chosen(f"/{module}:{name}", len(methods), is_web)
        else:
            for method in methods:
                if _has_word(method, words):
                    yield Chosen(f"/{module}:{name}.{method}", 1, is_web)


def _classes(text):
    """Pairs (class, its test methods)."""
    found = []
    for match in CLASS.finditer(text):
        if match[1]:
            found.append((match[1], []))
        elif found:
            found[-1][1].append(match[2])
    return found
