"""check_formats.py <folder> <buildings>: opens a folder of results with other people's tools; ends with 1 where one complains."""

import importlib.resources
import json
import pathlib
import shutil
import sys
import tempfile

import duckdb
import frictionless
import geopandas
import pandas
import requests
from rocrate_validator import models, services

folder = pathlib.Path(sys.argv[1])
buildings = int(sys.argv[2])
failures = []


def tell(what, ok, detail=""):
    print(f"{what}: {'fine' if ok else 'NOT FINE'}{' (' + str(detail) + ')' if detail else ''}")
    if not ok:
        failures.append(what)


table = pandas.read_csv(folder / "results.csv", parse_dates=["standing_last", "destroyed_first"])
typed = pandas.read_parquet(folder / "results.parquet")
sums = [abs(sum(json.loads(posterior)) - 1) for posterior in table["posterior"]]
tell("pandas, results.csv", len(table) == buildings and max(sums) < 1e-6, f"{len(table)} rows")
tell("pandas, results.parquet", len(typed) == buildings and list(typed.columns[:-1]) == list(table.columns), f"{len(typed)} rows")
tell("pandas, times", str(typed["standing_last"].dtype).startswith("datetime64") and (typed["gap"] == table["gap"]).all())
statements = pandas.read_parquet(folder / "statements.parquet")
tell("pandas, statements.parquet", statements.groupby("task_id")["task_run"].nunique().sum() == table["n_answers"].sum(), f"{len(statements)} rows")

places = geopandas.read_parquet(folder / "results.parquet")
tell("GeoPandas, results.parquet", places.crs.to_epsg() in (4326, None) and places.geometry.notna().sum() == buildings, places.crs.name)
tell("GeoPandas, results.geojson", len(geopandas.read_file(folder / "results.geojson")) == buildings)

for name in ("results.csv", "results.parquet", "statements.parquet"):
    rows = duckdb.sql(f"select count(*) from '{folder / name}'").fetchall()[0][0]
    tell(f"DuckDB, {name}", rows == (len(statements) if name.startswith("statements") else buildings), f"{rows} rows")
kind = duckdb.sql(f"select typeof(standing_last) from '{folder / 'results.csv'}' limit 1").fetchall()[0][0]
tell("DuckDB, times of results.csv", kind.startswith("TIMESTAMP"), kind)

report = frictionless.validate(str(folder / "datapackage.json"))
tell("frictionless, datapackage.json", report.valid, report.flatten(["name", "fieldName", "message"])[:5] or f"{len(report.tasks)} resources")

# The context that RO-Crate 1.1 names is taken from the package rocrate: the validator would fetch it from the web.
context = importlib.resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()


def send(_session, request, **_):
    if request.url.split("?")[0] != "https://w3id.org/ro/crate/1.1/context":
        raise requests.ConnectionError(f"nothing else is fetched: {request.url}")
    response = requests.Response()
    response.status_code = 200
    response._content = context
    response.encoding = "utf-8"
    response.url = request.url
    response.request = request
    response.headers["Content-Type"] = "application/ld+json"
    return response


requests.sessions.Session.send = send
with tempfile.TemporaryDirectory() as crate:
    shutil.copytree(folder, crate, dirs_exist_ok=True)
    shutil.copyfile(folder / "provenance.json", pathlib.Path(crate, "ro-crate-metadata.json"))
    settings = services.ValidationSettings(
        rocrate_uri=crate, profile_identifier="ro-crate-1.1", requirement_severity=models.Severity.REQUIRED, no_cache=True
    )
    issues = services.validate(settings).get_issues()
    tell("roc-validator, provenance.json as RO-Crate 1.1", not issues, [issue.message for issue in issues][:5])

sys.exit(1 if failures else 0)
