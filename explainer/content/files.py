"""YAML -> plain data, fast, and as strict as a hand needs it: a key twice is a mistake, and `no` is a word."""

import re
from collections.abc import Hashable
from typing import Any

import yaml

YAMLError = yaml.YAMLError
MarkedYAMLError = yaml.MarkedYAMLError


class _Loader(yaml.CSafeLoader):
    """libyaml, in C: a tenth of the time of a parser in Python."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f'duplicate key "{key.value}"', key.start_mark)
            if isinstance(key.value, Hashable):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


# Of what a bare word may mean, only what YAML 1.2 says: 1.1 makes a truth of `no` and a number of `12:30`.
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def read_yaml(text: str) -> Any:
    """What YAML says, a date as text. Raises YAMLError, with its line where there is one."""
    return yaml.load(text, _Loader)
