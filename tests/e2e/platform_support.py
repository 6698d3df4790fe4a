"""The platform's database of a test: Prisma-style tables in a PostgreSQL that the hosts in the sandbox can reach, and a reader with least rights."""

import subprocess
import time

from postgres_support import PostgresServer

TABLES = """
create table "Subscription" (id text primary key, "userId" text not null, "planCode" text not null, status text not null,
    "currentPeriodEnd" timestamp(3), "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null);
create type "OrderStatus" as enum ('PENDING', 'PAID', 'CLOSED', 'REFUNDED');
create table "Order" (id text primary key, "userId" text not null, "subscriptionId" text references "Subscription"(id), "planCode" text,
    status "OrderStatus" not null default 'PENDING', "amountFen" integer, currency text default 'CNY', "outTradeNo" text unique,
    "transactionId" text, "createdAt" timestamp(3) not null default current_timestamp, "paidAt" timestamp(3), "updatedAt" timestamp(3) not null);
create table "HermesInstance" (id text primary key, "subscriptionId" text not null, status text, "baseUrl" text, "externalRef" text,
    "llmApiKey" text, "llmApiTokenId" integer, "hostPort" integer, "updatedAt" timestamp(3) not null);
create index order_created on "Order" ("createdAt" desc, id desc);
create index order_updated on "Order" ("updatedAt");
create index order_subscription on "Order" ("subscriptionId");
create index subscription_updated on "Subscription" ("updatedAt");
create index instance_updated on "HermesInstance" ("updatedAt");
"""
# As docs/platform-database.md has it.
READER = """
create role hermes_reader login password 'reader-canary';
grant connect on database fleet to hermes_reader;
grant usage on schema public to hermes_reader;
grant select (id, "userId", "subscriptionId", "planCode", status, "amountFen", currency, "outTradeNo", "transactionId", "createdAt", "paidAt",
    "updatedAt") on "Order" to hermes_reader;
grant select (id, "userId", "planCode", status, "currentPeriodEnd", "createdAt", "updatedAt") on "Subscription" to hermes_reader;
grant select (id, "subscriptionId", status, "baseUrl", "externalRef", "hostPort", "updatedAt") on "HermesInstance" to hermes_reader;
"""
TELLER = 'grant update (status, "baseUrl", "externalRef", "hostPort", "updatedAt") on "HermesInstance" to hermes_reader'


class Platform(PostgresServer):
    def __init__(self, gateway):
        self.gateway = gateway
        super().__init__()
        hba = self.directory / "data" / "pg_hba.conf"
        with hba.open("a") as file:
            file.write("host fleet hermes_reader samenet scram-sha-256\n")
        self.stop()
        self.start()
        self.psql(TABLES)
        self.psql(READER)
        self.reader_file = self.directory / "reader-pass"
        self.reader_file.write_text(f"{gateway}:*:*:hermes_reader:reader-canary\n")
        self.reader_file.chmod(0o600)

    def start(self):
        log = open(self.directory / "log", "ab")
        self.process = subprocess.Popen([*self.as_user, self.bin / "postgres", "-D", self.directory / "data", "-k", "", "-h",
                                         f"127.0.0.1,{self.gateway}", "-p", str(self.port)], cwd="/", stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + 30
        while self.psql("select 1", database="postgres", check=False) != "1":
            if time.monotonic() > end:
                raise AssertionError((self.directory / "log").read_text())
            time.sleep(0.1)

    def through(self, host):
        return f"postgresql://hermes_reader@{self.gateway}:{self.port}/fleet?via={host}&passfile={self.reader_file}"

    def slow(self, seconds):
        """Each question about orders takes so long from now on; 0: no more."""
        columns = ('id, "userId", "subscriptionId", "planCode", status, "amountFen", currency, "outTradeNo", "transactionId", "createdAt",'
                   ' "paidAt", "updatedAt"')
        self.psql(f'alter table "Order" rename to "Orders"; create view "Order" as select {columns} from "Orders" where pg_sleep({seconds}) is'
                  f' not null; grant select ({columns}) on "Order" to hermes_reader' if seconds else
                  'drop view "Order"; alter table "Orders" rename to "Order"')

    def subscribe(self, subscription, status="ACTIVE", plan="dedicated_basic"):
        self.psql(f"""insert into "Subscription" (id, "userId", "planCode", status, "updatedAt") values ('{subscription}', 'user-{subscription}',
            '{plan}', '{status}', now() at time zone 'UTC') on conflict (id) do update set status = excluded.status, "updatedAt" = excluded."updatedAt" """)

    def order(self, order, subscription, status="PAID", plan="dedicated_basic", fen=19900):
        self.psql(f"""insert into "Order" (id, "userId", "subscriptionId", "planCode", status, "amountFen", "outTradeNo", "createdAt", "paidAt", "updatedAt")
            values ('{order}', 'user-{subscription}', nullif('{subscription}', ''), '{plan}', '{status}', {fen}, 'T-{order}', now() at time zone 'UTC',
            case when '{status}' = 'PAID' then now() at time zone 'UTC' end, now() at time zone 'UTC')""")

    def set(self, table, row, status):
        self.psql(f"""update "{table}" set status = '{status}', "updatedAt" = now() at time zone 'UTC' where id = '{row}'""")
