"""Pairing: codes for strangers, approvals by the owner. The files and rules of release 0.13."""

import os
import time

from . import home

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LIFETIME = 3600
PENDING_LIMIT = 3
REQUEST_PAUSE = 600
LOCKOUT_AFTER = 5
LOCKOUT = 3600


def folder():
    old = home.path("pairing")
    return old if os.path.isdir(old) else home.path("platforms", "pairing")


def load(name):
    return home.read_json(os.path.join(folder(), name)) or {}


def save(name, document):
    home.write_json(os.path.join(folder(), name), document, indent=2)


def pending(platform):
    return {c: e for c, e in load(f"{platform}-pending.json").items() if time.time() - e.get("created_at", 0) < LIFETIME}


def is_approved(platform, user):
    return user in load(f"{platform}-approved.json")


def generate(platform, user, user_name=""):
    """A new code for user, or None while one may not be given."""
    limits = load("_rate_limits.json")
    waiting = pending(platform)
    now = time.time()
    if (now < limits.get(f"_lockout:{platform}", 0) or now - limits.get(f"{platform}:{user}", 0) < REQUEST_PAUSE
            or len(waiting) >= PENDING_LIMIT):
        return None
    code = "".join(ALPHABET[b % 32] for b in os.urandom(8))
    waiting[code] = {"user_id": user, "user_name": user_name, "created_at": now}
    save(f"{platform}-pending.json", waiting)
    limits[f"{platform}:{user}"] = now
    save("_rate_limits.json", limits)
    return code


def approve(platform, code):
    """(the entry, or None when the code is wrong; whether the platform is locked)"""
    limits = load("_rate_limits.json")
    if time.time() < limits.get(f"_lockout:{platform}", 0):
        return None, True
    waiting = pending(platform)
    entry = waiting.pop(code.upper().strip(), None)
    if not entry:
        limits[f"_failures:{platform}"] = limits.get(f"_failures:{platform}", 0) + 1
        if limits[f"_failures:{platform}"] >= LOCKOUT_AFTER:
            limits[f"_lockout:{platform}"] = time.time() + LOCKOUT
            limits[f"_failures:{platform}"] = 0
        save("_rate_limits.json", limits)
        return None, False
    save(f"{platform}-pending.json", waiting)
    approved = load(f"{platform}-approved.json")
    approved[entry["user_id"]] = {"user_name": entry.get("user_name", ""), "approved_at": time.time()}
    save(f"{platform}-approved.json", approved)
    return entry, False


def command(argv):
    """`hermes pairing …`: the exit code is 0 whatever happened; the text tells."""
    verb = argv[0] if argv else ""
    if verb == "list":
        rows = {}
        try:
            files = sorted(os.listdir(folder()))
        except OSError:
            files = []
        for file in files:
            for kind in ("pending", "approved"):
                if file.endswith(f"-{kind}.json"):
                    platform = file.removesuffix(f"-{kind}.json")
                    rows.setdefault(kind, []).extend((platform, k, e) for k, e in
                                                     (pending(platform) if kind == "pending" else load(file)).items())
        if not rows.get("pending") and not rows.get("approved"):
            print("No pairing data found. No one has tried to pair yet~")
            return 0
        if rows.get("pending"):
            print(f"\n  Pending Pairing Requests ({len(rows['pending'])}):")
            print(f"  {'Platform':<12} {'Code':<10} {'User ID':<20} {'Name':<20} Age")
            for platform, code, entry in rows["pending"]:
                age = int((time.time() - entry["created_at"]) / 60)
                print(f"  {platform:<12} {code:<10} {entry['user_id']:<20} {entry.get('user_name', ''):<20} {age}m ago")
        else:
            print("\n  No pending pairing requests.")
        if rows.get("approved"):
            print(f"\n  Approved Users ({len(rows['approved'])}):")
            print(f"  {'Platform':<12} {'User ID':<20} Name")
            for platform, user, entry in rows["approved"]:
                print(f"  {platform:<12} {user:<20} {entry.get('user_name', '')}")
        print()
    elif verb == "approve" and len(argv) == 3:
        platform, code = argv[1].lower(), argv[2].upper()
        entry, locked_out = approve(platform, code)
        if entry:
            print(f"\n  Approved! User {entry['user_id']} on {platform} can now use the bot~")
            print("  They'll be recognized automatically on their next message.\n")
        elif locked_out:
            print(f"\n  Platform '{platform}' is locked out due to too many failed approval attempts.\n")
        else:
            print(f"\n  Code '{code}' not found or expired for platform '{platform}'.")
            print("  Run 'hermes pairing list' to see pending codes.\n")
    elif verb == "revoke" and len(argv) == 3:
        approved = load(f"{argv[1].lower()}-approved.json")
        if approved.pop(argv[2], None) is None:
            print(f"\n  User {argv[2]} not found in approved list for {argv[1].lower()}\n")
        else:
            save(f"{argv[1].lower()}-approved.json", approved)
            print(f"\n  Revoked access for user {argv[2]} on {argv[1].lower()}\n")
    elif verb == "clear-pending":
        count = 0
        for file in sorted(os.listdir(folder())) if os.path.isdir(folder()) else []:
            if file.endswith("-pending.json"):
                count += len(pending(file.removesuffix("-pending.json")))
                save(file, {})
        print(f"\n  Cleared {count} pending pairing request(s).\n" if count else "\n  No pending requests to clear.\n")
    else:
        print("Usage: hermes pairing {list|approve|revoke|clear-pending}")
        print("Run 'hermes pairing --help' for details.")
    return 0
