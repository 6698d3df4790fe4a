"""The platform's database of a sandbox: the tables that Prisma makes of Order, Subscription and HermesInstance, in SQLite, with one order of each
kind that an operator meets. Made once; what is changed in it stays."""

import contextlib
import sqlite3
import time

TABLES = """
create table "Subscription" (id text primary key, "userId" text not null, "planCode" text not null, status text not null,
    "currentPeriodEnd" datetime, "createdAt" datetime not null, "updatedAt" datetime not null);
create table "Order" (id text primary key, "userId" text not null, "subscriptionId" text references "Subscription"(id), "planCode" text,
    status text not null, "amountFen" integer, currency text, "outTradeNo" text, "transactionId" text, "createdAt" datetime not null,
    "paidAt" datetime, "updatedAt" datetime not null);
create table "HermesInstance" (id text primary key, "subscriptionId" text not null, status text, "baseUrl" text, "externalRef" text,
    "llmApiKey" text, "llmApiTokenId" integer, "hostPort" integer, "updatedAt" datetime not null);
create index order_created on "Order" ("createdAt" desc, id desc);
create index order_updated on "Order" ("updatedAt");
create index order_subscription on "Order" ("subscriptionId");
create index subscription_updated on "Subscription" ("updatedAt");
create index instance_updated on "HermesInstance" ("updatedAt");
"""
# Order, customer, minutes ago, state of the order and of the subscription, plan, fen.
ORDERS = [
    ("cmp6h01ii0k001", "su-wanqing", 18, "PENDING", "PENDING", "dedicated_basic", 19900),
    ("cmp6h9vp33c002", "huaxin-capital", 11, "PAID", "ACTIVE", "dedicated_pro", 128000),
    ("cmp6hfv88b2003", "chen-yutong", 6, "PAID", "ACTIVE", "dedicated_basic", 19900),
    ("cmp6hk6v68q004", "acme-research", 3, "PAID", "ACTIVE", "dedicated_pro", 128000),
    ("cmp6hlpm11e005", "wang-shuo", 2, "PAID", "ACTIVE", "dedicated_basic", 19900),
    ("cmp6a7vc56u006", "silk-road-fund", 60 * 24 * 20, "PAID", "ACTIVE", "dedicated_pro", 128000),
    ("cmp67r6f43k007", "cao-ning", 60 * 24 * 45, "PAID", "EXPIRED", "dedicated_basic", 19900),
    ("cmp68f20q9t008", "deng-kai", 60 * 24 * 9, "REFUNDED", "CANCELLED", "dedicated_basic", 19900),
    ("cmp692swr0r009", "ye-zihan", 60 * 20, "CLOSED", "PENDING", "dedicated_basic", 19900),
    ("cmp69mi238h010", "xu-man", 7, "PAID", "ACTIVE", "gold", None),
]


def make(path):
    if path.exists():
        return
    now = int(time.time() * 1000)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(fresh)) as db:
        db.executescript(TABLES)
        for order, who, minutes, state, owed, plan, fen in ORDERS:
            at = now - minutes * 60_000
            db.execute('insert into "Subscription" values (?, ?, ?, ?, null, ?, ?)', (who, f"user-{who}", plan, owed, at, at))
            db.execute('insert into "Order" values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
                       (order, f"user-{who}", who, plan, state, fen, "CNY", "T" + order, None, at, at if state == "PAID" else None, at))
        db.commit()
    fresh.chmod(0o600)
    fresh.rename(path)
