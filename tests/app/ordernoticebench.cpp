// From the commit that the platform tells of by NOTIFY to the changed row in the window: a real PostgreSQL with many
// orders, the window's own core without a worker. `bench_ordernotice [100000]`
#include "appcontroller.h"
#include "db.h"
#include "fleetbackend.h"
#include "postgresaddress.h"
#include "postgresserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace hermes;
using namespace hermes::desktop;

namespace {

constexpr int waitingCount = 50;
constexpr int rounds = 50;

QStringList tables(int count)
{
    const QString at = u"(now() at time zone 'utc') - (%1 - n) * interval '1 minute'"_s.arg(count);
    const QString state = u"case when n > %1 then 'PAID' else 'CLOSED' end"_s.arg(count - waitingCount);
    return {u"create table \"Subscription\" (id text primary key, \"userId\" text, \"planCode\" text, status text, "
            "\"createdAt\" timestamp(3), \"updatedAt\" timestamp(3))"_s,
        u"create table \"Order\" (id text primary key, \"userId\" text, \"subscriptionId\" text, \"planCode\" text, "
        u"status "
        "text, \"amountFen\" integer, currency text, \"outTradeNo\" text, \"createdAt\" timestamp(3), \"paidAt\" "
        "timestamp(3), \"updatedAt\" timestamp(3))"_s,
        u"insert into \"Subscription\" select 's' || n, 'u' || n, 'pro', 'ACTIVE', %1, %1 from generate_series(1, %2) n"_s
            .arg(at)
            .arg(count),
        u"insert into \"Order\" select 'o' || n, 'u' || n, 's' || n, 'pro', %1, 19900, 'CNY', 'T' || n, %2, %2, %2 "
        u"from "
        "generate_series(1, %3) n"_s.arg(state, at)
            .arg(count),
        u"create index on \"Order\" (\"createdAt\" desc, id desc)"_s, u"create index on \"Order\" (\"updatedAt\")"_s,
        u"create index on \"Order\" (\"subscriptionId\")"_s, u"create index on \"Subscription\" (\"updatedAt\")"_s,
        u"create function orders_changed() returns trigger language plpgsql as $$ begin notify orders_changed; return "
        "null; end $$"_s,
        u"create trigger orders_changed after insert or update on \"Order\" for each statement execute function "
        "orders_changed()"_s,
        u"analyze"_s};
}

bool fails(const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    return false;
}

bool measure(OrdersController &orders, Db &db, int count)
{
    std::vector<double> seen;
    for (int round = 0; round < rounds; ++round) {
        const QString id = u"o%1"_s.arg(count + 1 + round);
        const QString sql
            = u"insert into \"Order\" values ('%1', 'u', 's1', 'pro', 'PAID', 19900, 'CNY', 'T%1', now() at "
              "time zone 'utc', now() at time zone 'utc', now() at time zone 'utc')"_s.arg(id);
        QTest::qWait(100 + 37 * (round % 7)); // at any moment of whoever listens
        QElapsedTimer timer;
        timer.start();
        if (!db.script({sql}))
            return fails("the order was not written");
        while (!orders.find(id) && timer.elapsed() < 5'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
        if (!orders.find(id))
            return fails("the window does not show the order");
        seen.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(seen.begin(), seen.end());
    std::printf(
        "%d orders, %d of them waiting: from the write to the row in the window, median %.1f ms, 9 of 10 within "
        "%.1f ms, at most %.1f ms\n",
        count, waitingCount, seen[seen.size() / 2], seen[seen.size() * 9 / 10], seen.back());
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    const int count = app.arguments().value(1, u"100000"_s).toInt();
    auto &server = hermes::test::PostgresServer::shared();
    const QTemporaryDir directory;
    FleetOptions options;
    options.dataDir = directory.filePath(u"data"_s);
    options.actor = {u"mei@ops"_s, {}};
    options.platformUrl = server.problem().isEmpty() ? server.freshDatabase() : QString();
    QDir().mkpath(options.dataDir);
    QFile map(options.dataDir + u"/platform.json"_s);
    const auto address = PostgresAddress::fromUrl(options.platformUrl);
    if (!address || !map.open(QIODevice::WriteOnly))
        return fails("PostgreSQL does not start") ? 0 : 1;
    map.write(R"({"channel": "orders_changed"})");
    map.close();
    Db::Options platform;
    platform.schema.clear();
    platform.statementLimit = std::chrono::seconds(60);
    const auto db = Db::openPostgres(*address, platform);
    if (!db || !(*db)->script(tables(count)))
        return fails("the tables were not made") ? 0 : 1;

    const SystemClock clock;
    SystemRandom random;
    FleetBackend backend(options, clock, random);
    SettingsController settings(directory.filePath(u"desktop.ini"_s), directory.path());
    AppController controller(backend, settings, clock);
    controller.start();
    OrdersController &orders = *controller.orders();
    if (!QTest::qWaitFor([&] { return orders.waitingCount() == waitingCount; }, 60'000))
        return fails("the window does not read the orders") ? 0 : 1;
    return measure(orders, **db, count) ? 0 : 1;
}
