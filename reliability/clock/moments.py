# Which moment a wall time means, as Python's zoneinfo sees it: `zone<TAB>wall` per line in, milliseconds per line out.
# fold=0 takes the first of two equal times, and reads a skipped one with the offset before the change.
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

zones = {}
for line in sys.stdin:
    name, wall = line.rstrip("\n").split("\t")
    zone = zones.setdefault(name, ZoneInfo(name))
    moment = datetime.fromisoformat(wall).replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
    print(int(moment.timestamp()) * 1000)
