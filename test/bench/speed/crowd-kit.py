"""crowd-kit.py <folder> <iterations>: crowd-kit's Dawid-Skene on labels that lie there as columns; prints row-iterations a CPU second as JSON."""

import json
import resource
import sys
from pathlib import Path

import numpy
import pandas
from crowdkit.aggregation import DawidSkene

folder = Path(sys.argv[1])
labels = pandas.DataFrame({name: numpy.fromfile(folder / name, dtype=numpy.int32) for name in ("task", "worker", "label")})
model = DawidSkene(n_iter=int(sys.argv[2]), tol=0)
before = resource.getrusage(resource.RUSAGE_SELF)
model.fit(labels)
after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
rounds = len(model.loss_history_)
print(json.dumps({"rows": len(labels), "rounds": rounds, "cpu": cpu, "rate": len(labels) * rounds / cpu}))
