"""A standalone Spark cluster on 127.0.0.1.

Its master and workers are processes with sessions of their own, so that nothing of them is missed when they are to end.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark

_SPARK = Path(pyspark.__file__).parent
_SECONDS = 90  # for a process to answer


class Cluster:
    """A master and ``workers`` workers of one core each. ``url`` is what a SparkSession takes as its master."""

    def __init__(self, folder, workers):
        self._folder = folder
        self._started = []
        self.workers = []
        try:
            self.url = self._start("master.Master", r"(spark://127\.0\.0\.1:\d+)")[1]
            for _ in range(workers):
                self.start_worker()
        except BaseException:
            self.end()
            raise

    def start_worker(self):
        process, _ = self._start(
            "worker.Worker",
            "(Successfully registered with master)",
            *("--cores", "1", "--memory", "1g", "--work-dir", str(self._folder / f"work-{len(self._started)}"), self.url),
        )
        self.workers.append(process)

    def lose(self, worker):
        """Ends a worker as a host ends that loses power, with its executors and their Python."""
        self.workers.remove(worker)
        _kill_session(worker)

    def end(self):
        for process in reversed(self._started):
            _kill_session(process)
        self.workers.clear()

    def _start(self, name, answer, *arguments):
        """A daemon of Spark, on ports that the system chooses, and what it logged first that matches ``answer``."""
        log = self._folder / f"{len(self._started)}-{name}.log"
        command = [
            # The end of this process is the end of them all, even if it is killed.
            *("setpriv", "--pdeathsig", "KILL"),
            *(_SPARK / "bin/spark-class", f"org.apache.spark.deploy.{name}"),
            *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0", *arguments),
        ]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env=environment(self._folder),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._started.append(process)
        return process, wait_for(lambda: _answer(process, log, answer), f"{name} to answer; see {log}")


def environment(folder):
    """What processes of Spark are told, and nothing of what this machine is otherwise set up for."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))},
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(folder),
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
    }


def wait_for(condition, what, seconds=_SECONDS):
    """What the condition is, as soon as it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise TimeoutError(f"waited {seconds} s for {what}")


def _answer(process, log, answer):
    text = log.read_text(errors="replace")
    if process.poll() is not None:
        raise RuntimeError(f"ended with {process.returncode}: {text}")
    found = re.search(answer, text)
    return found and found.group(1)


def _kill_session(leader):
    """Ends a process and all that came of it, until there is none: one that is being started is not seen at first."""
    while members := _session(leader.pid):
        for pid in members:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        leader.poll()
        time.sleep(0.01)
    leader.wait()


def _session(number):
    """The processes of a session that have not ended. PySpark's are in process groups of their own, but in this session."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:  # It ended meanwhile.
            continue
        if int(session) == number and state not in "ZX":
            members.append(int(stat.parent.name))
    return members
