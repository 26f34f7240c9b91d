"""A check for schemathesis: a server error is right where the real servers were recorded to answer with one."""

import json

import schemathesis

# Classes of the errors that PYBOSSA answers with status 500, each seen in a recording or named in its source.
RECORDED = {
    "scifabric": {
        "ProgrammingError",  # full-text search for two words without a sign between them
    },
    "bloomberg": {
        "KeyError",  # a task or an answer without project_id, task_id or info
        "JSONDecodeError",  # a body that is no JSON, on PUT
        "UnsupportedMediaType",  # giving a task back without a body
        "ProgrammingError",  # full-text search for two words without a sign between them
        "NoCredentialsError",  # an answer with a file, which goes to S3
    },
}


@schemathesis.check
def server_errors_are_recorded(ctx, response, case):
    if response.status_code < 500:
        return
    dialect = case.operation.schema.raw_schema["x-dialect"]
    try:
        name = json.loads(response.text).get("exception_cls")
    except ValueError:
        name = None
    assert name in RECORDED[dialect], f"status {response.status_code}, {name}: no recorded server error"
