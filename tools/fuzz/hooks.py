"""Hooks of the fuzz run: XML by the project's codec, cancels of what is registered, and what was accepted, counted.

A schema cannot demand the order of XML elements, so XML bodies are generated from the JSON schema of the same message and
written by the codec; XML answers are read by it and checked against the JSON schema. See docs/decisions/0073.
"""

import atexit
import json
import os
import subprocess
import threading
import uuid
from collections import Counter
from pathlib import Path

import requests
import schemathesis

JSON, XML = "application/fhir+json", "application/fhir+xml"
CANCELS = ("cancel", "cancelAtVersion")
# The contract's pattern allows what is no escape, control characters and lists (400); until 2.0 it cannot be made narrower.
IF_NONE_EXIST = "^identifier=([A-Za-z0-9:/._?=-]|%2[0-9A])*([|]|%7C)([A-Za-z0-9:/._?=-]|%2[0-9A])+$"
SAMPLE = Path(__file__).parents[2] / "openapi/examples/requests/register-201.json"

lock = threading.Lock()
codec = subprocess.Popen(
    ["node", str(Path(__file__).with_name("xml-codec.mjs"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)
sent, accepted, cancels = Counter(), Counter(), Counter()


def convert(**message):
    """One line to the codec, one line back."""
    with lock:
        codec.stdin.write(json.dumps(message) + "\n")
        codec.stdin.flush()
        answer = json.loads(codec.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """XML is generated, and answers in XML are checked, by the JSON schema of the same message."""

    def walk(node):
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            content = node.get("content")
            if isinstance(content, dict) and JSON in content and XML in content:
                content[XML] = content[JSON]
            if node.get("name") == "If-None-Exist" and node.get("in") == "header":
                node["schema"] = {**node["schema"], "pattern": IF_NONE_EXIST}
            for each in node.values():
                walk(each)

    walk(raw_schema)


def xml_of(value):
    """Bytes. A surrogate of its own is a text in JSON, and none in UTF-8."""
    return convert(json=value)["xml"].encode(errors="replace")


@schemathesis.serializer("application/xml", "text/xml", XML)
def write_xml(context, value):
    return value if isinstance(value, bytes) else xml_of(value)


@schemathesis.hook
def filter_case(context, case):
    """A schema allows names and characters that XML cannot hold (400): such a message is sent as JSON only."""
    is_positive = case.meta is not None and case.meta.generation.mode.is_positive
    if case.media_type != XML or isinstance(case.body, bytes) or not is_positive:
        return True
    try:
        convert(xml=xml_of(case.body).decode())
    except ValueError:
        return False
    return True


@schemathesis.deserializer(XML)
def read_xml(context, response):
    return convert(xml=response.content.decode())["json"]


def registered(url, kwargs):
    """Registers the sample of the contract with an identifier of its own. The Appointment, or None."""
    body = json.loads(SAMPLE.read_text())
    body["identifier"][0]["value"] = f"https://provider.example/fuzz/{uuid.uuid4()}"
    session = kwargs.get("session") or requests
    headers = {"Authorization": os.environ["FUZZ_AUTHORIZATION"], "Content-Type": JSON}
    answer = session.post(
        f"{url}/Appointment",
        json=body,
        headers=headers,
        verify=os.environ["FUZZ_CA"],
        cert=(os.environ["FUZZ_CERT"], os.environ["FUZZ_KEY"]),
        timeout=30,
    )
    return answer.json() if answer.status_code == 201 else None


@schemathesis.hook
def before_call(context, case, kwargs):
    """Every fourth cancel that the schema allows is one of an entry that is there: generated ones differ from every entry."""
    operation = case.operation.definition.raw.get("operationId")
    if operation not in CANCELS or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    cancels[case.media_type] += 1
    if cancels[case.media_type] % 4 != 1:
        return
    appointment = registered(os.environ["FUZZ_URL"], kwargs)
    if appointment is None:
        return
    version = appointment["meta"]["versionId"]
    case.path_parameters["id"] = appointment["id"]
    if "vid" in case.path_parameters:
        case.path_parameters["vid"] = version
    case.headers["If-Match"] = f'W/"{version}"'
    case.query = {}
    case.body = {**appointment, "status": "cancelled"}


@schemathesis.hook
def after_call(context, case, response):
    operation = case.operation.definition.raw.get("operationId")
    if case.media_type is None:
        return
    sent[operation, case.media_type] += 1
    if 200 <= response.status_code < 300:
        accepted[operation, case.media_type] += 1


@atexit.register
def report():
    """Operation, media type, sent and accepted, a line each, for schemathesis.sh."""
    codec.stdin.close()
    lines = [
        f"{operation} {media_type} {count} {accepted[operation, media_type]}"
        for (operation, media_type), count in sorted(sent.items())
    ]
    Path(os.environ["FUZZ_COUNTS"]).write_text("".join(f"{line}\n" for line in lines))
