"""How fast the desk is with a hundred thousand and with a million records, in a browser and at the server.

    python -m benchmarks.desk           reactions, records, claims, saves, the queue, and the database alone
    python -m benchmarks.desk.crowd     25 reviewers at once, and whether every decision is kept once

Both fill a database first (`filling.py`), and start the server as it is started in life (`place.py`).
"""
