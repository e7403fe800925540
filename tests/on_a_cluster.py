"""Builds on a Ray cluster of two nodes, with workers and a node killed meanwhile, and prints what came of it as JSON.

`python on_a_cluster.py FOLDER CHUNK INPUT...` must run in a network namespace of its own (`unshare --net`), which has the
loopback interface and no other: nothing that the cluster opens can be reached from outside, and it reaches nothing.
"""

import json
import os
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ |= {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_IMPORT_WARNING": "1",
    # A machine that does much else takes its time.
    "RAY_gcs_server_port_wait_time_s": "300",
    "RAY_gcs_server_request_timeout_seconds": "300",
    "RAY_worker_register_timeout_seconds": "300",
    "RAY_health_check_timeout_ms": "60000",
}
SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x41  # of netdevice(7)


def loopback_up() -> None:
    """Turns the loopback interface on, the only one there is."""
    from fcntl import ioctl

    found = [name for _, name in socket.if_nameindex()]
    if found != ["lo"]:
        raise SystemExit(f"not a network of its own: {', '.join(found)}")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        ioctl(one, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


def workers() -> list[int]:
    """The processes below this one that work on chunks now, or did last."""
    found, below = [], {os.getpid()}
    stats = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                _, rest = (entry / "stat").read_text().rsplit(")", 1)
                stats[int(entry.name)] = (int(rest.split()[1]), (entry / "cmdline").read_bytes())
            except OSError:
                continue  # it has just ended
    for _ in range(4):
        below |= {pid for pid, (parent, _) in stats.items() if parent in below}
    for pid in sorted(below & set(stats)):
        if stats[pid][1].startswith((b"ray::_same_here", b"ray::IDLE")):
            found.append(pid)
    return found


def meanwhile(*does: tuple[float, Callable[[], None]]) -> Callable[[str, int, int | None], None]:
    """A progress callback that does each once, when such a share of the reports was read."""
    left = list(does)

    def tell(step: str, count: int, of: int | None) -> None:
        while left and step == "reading" and count >= left[0][0] * (of or 0) > 0:
            left.pop(0)[1]()

    return tell


def main() -> None:
    """Starts the cluster, and does on it what test_cluster.py asks after."""
    loopback_up()
    # Where Ray notes the address of a cluster: it expects its folder there, which a machine that never ran it lacks.
    temporary = tempfile.mkdtemp(prefix="ray")  # short: its sockets' names are
    os.environ["RAY_TMPDIR"] = temporary
    Path(temporary, "ray").mkdir()
    from ray.cluster_utils import Cluster as Nodes

    import crossreport
    from crossreport import pipeline
    from crossreport.engines.processes import Lost
    from crossreport.engines.ray_cluster import Cluster
    from crossreport.errors import SetupError
    from crossreport.store import provenance

    folder, given = Path(sys.argv[1]), sys.argv[3:]
    pipeline.CHUNK = int(sys.argv[2])
    size = {"num_cpus": 1, "object_store_memory": 80_000_000}
    nodes: Any = Nodes(initialize_head=True, head_node_args={**size, "include_dashboard": False, "temp_dir": temporary})
    found: dict[str, Any] = {}
    try:
        second = nodes.add_node(**size)
        address = nodes.address
        from work_for_processes import shout

        shouted = list(Cluster(shout, address).run([["a", "b"], ["c", "die", "d"], ["e"], ["f"]]))
        found["lost"] = [(one.item, one.reason) for one in shouted if isinstance(one, Lost)]
        found["shouted"] = sorted(word for one in shouted if not isinstance(one, Lost) for word in one)

        killed: list[int] = []

        def kill() -> None:
            for pid in workers():
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

        # In the middle workers die with what they read; and later a machine with all its workers.
        progress = meanwhile((0.25, kill), (0.5, lambda: nodes.remove_node(second)))
        made, summary = pipeline.build(given, folder / "there.record", progress=progress, cluster=address)
        made.close()
        found |= {"killed": len(killed), "read": summary.read, "failed": summary.failed}
        found["nodes"] = len(nodes.list_all_nodes())

        actual, provenance.reader = provenance.reader, lambda: "another"  # type: ignore[assignment]
        try:
            crossreport.build(given, cluster=address)
        except SetupError as error:
            found["other"] = str(error)
        provenance.reader = actual
    finally:
        nodes.shutdown()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
