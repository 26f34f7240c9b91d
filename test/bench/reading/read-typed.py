"""read-typed.py <array.json>: DuckDB reads the same fields of the same file on one thread; prints CPU seconds as JSON."""

import json
import resource
import sys

import duckdb

connection = duckdb.connect()
connection.execute("set threads = 1")
before = resource.getrusage(resource.RUSAGE_SELF)
runs, judgements, people = connection.execute(
    """
    select count(*), sum(judged), count(distinct who) from (
      select id, task_id, coalesce(external_uid, user_id::varchar, user_ip) as who, finish_time, info.schema, info.campaign,
        info.building, info.verdict, info.last_standing, info.first_destroyed, cardinality(info.frames) as judged
      from read_json(?, format = 'array', columns = {
        id: 'BIGINT', task_id: 'BIGINT', user_id: 'BIGINT', user_ip: 'VARCHAR', external_uid: 'VARCHAR', finish_time: 'VARCHAR',
        info: 'STRUCT(schema VARCHAR, campaign VARCHAR, building VARCHAR, verdict VARCHAR, last_standing VARCHAR,
          first_destroyed VARCHAR, practice BOOLEAN, frames MAP(VARCHAR, VARCHAR))'
      }))
    """,
    [sys.argv[1]],
).fetchone()
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "runs": runs,
    "judgements": int(judgements),
    "people": people,
    "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
}))
