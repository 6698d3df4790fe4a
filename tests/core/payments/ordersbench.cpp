#include "db.h"
#include "platformdb.h"
#include "postgresaddress.h"
#include "postgresserver.h"

#include <QElapsedTimer>
#include <QProcess>
#include <algorithm>
#include <cstdio>
#include <vector>

// What 100,000 orders cost: the first page over a long wire, pages after it, a search, and a look when nothing changed.
// usage: bench_orders LAGPROXY [RTT_MS]

using namespace Qt::StringLiterals;
using namespace hermes;
using namespace hermes::payments;

namespace {

constexpr int orderCount = 100'000;

QStringList tables()
{
    const QString at = u"timestamp '2026-05-15 00:00:00' - (100000 - n) * interval '1 minute'"_s;
    return {u"create table \"Subscription\" (id text primary key, \"userId\" text, \"planCode\" text, status text, "
            u"\"createdAt\" "
            "timestamp(3), \"updatedAt\" timestamp(3))"_s,
        u"create table \"Order\" (id text primary key, \"userId\" text, \"subscriptionId\" text, \"planCode\" text, "
        u"status text, "
        "\"amountFen\" integer, currency text, \"outTradeNo\" text, \"transactionId\" text, \"createdAt\" "
        "timestamp(3), \"paidAt\" "
        "timestamp(3), \"updatedAt\" timestamp(3))"_s,
        u"create table \"HermesInstance\" (id text primary key, \"subscriptionId\" text, status text, \"baseUrl\" "
        u"text, "
        "\"externalRef\" text, \"hostPort\" integer, \"updatedAt\" timestamp(3))"_s,
        u"insert into \"Subscription\" select 's' || n, 'u' || n, 'pro', 'ACTIVE', %1, %1 from generate_series(1, 100000, 2) n"_s
            .arg(at),
        u"insert into \"Order\" select 'o' || lpad(cast(n as text), 7, '0'), 'u' || n, 's' || (n - 1 + n % 2), 'pro', "
        u"'PAID', 19900, "
        "'CNY', 'T' || n, '4200' || n, %1, %1, %1 from generate_series(1, 100000) n"_s.arg(at),
        u"insert into \"HermesInstance\" select 'h' || n, 's' || n, 'RUNNING', '', '', 8700, %1 from generate_series(1, 100000, 2) n"_s
            .arg(at),
        u"create index on \"Order\" (\"createdAt\" desc, id desc)"_s, u"create index on \"Order\" (\"updatedAt\")"_s,
        u"create index on \"Order\" (\"subscriptionId\")"_s, u"create index on \"Subscription\" (\"updatedAt\")"_s,
        u"create index on \"HermesInstance\" (\"updatedAt\")"_s,
        u"create index on \"HermesInstance\" (\"subscriptionId\")"_s, u"analyze"_s};
}

/// The median of several runs, in milliseconds.
template <class Work> double median(int runs, Work &&work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

bool needs(bool held, const char *what)
{
    if (!held)
        std::fprintf(stderr, "%s\n", what);
    return held;
}

} // namespace

int main(int argc, char **argv)
{
    if (!needs(argc > 1, "usage: bench_orders LAGPROXY [RTT_MS]"))
        return 2;
    const QString rtt = argc > 2 ? QString::fromLocal8Bit(argv[2]) : u"100"_s;
    auto &server = hermes::test::PostgresServer::shared();
    if (!needs(server.problem().isEmpty(), "PostgreSQL does not start"))
        return 1;
    PostgresAddress address = PostgresAddress::fromUrl(server.freshDatabase()).value();
    Db::Options options;
    options.schema.clear();
    options.statementLimit = std::chrono::seconds(60);
    const auto db = Db::openPostgres(address, options);
    if (!needs(db && (*db)->script(tables()), "the tables were not made"))
        return 1;
    QProcess wire;
    wire.start(u"python3"_s, {QString::fromLocal8Bit(argv[1]), address.host, QString::number(address.port), rtt});
    if (!needs(wire.waitForReadyRead(), "the wire does not start"))
        return 1;
    PostgresAddress far = address;
    far.hostAddress = u"127.0.0.1"_s;
    far.nearPort = wire.readLine().trimmed().toUShort();

    const auto platform = PlatformDb::ofPostgres([far] { return far; }, PlatformMap::standard());
    QElapsedTimer timer;
    timer.start();
    const auto first = platform->orders(PlatformDb::OrderQuery{});
    const double opening = double(timer.nsecsElapsed()) / 1e6;
    if (!needs(first && first->size() == 100, "no first page"))
        return 1;
    const auto farDb = Db::openPostgres(far, options);
    const double trip = median(15, [&] { (void)(*farDb)->number(u"select 1"_s); });
    bool good = true;
    PlatformDb::OrderQuery query;
    query.after = first->last().order.place;
    const double page = median(15, [&] {
        const auto next = platform->orders(query);
        good = good && next && next->size() == 100;
        query.after = next->last().order.place;
    });
    PlatformDb::OrderQuery search;
    search.text = u"4200777"_s;
    const double found = median(5, [&] { good = good && !platform->orders(search)->isEmpty(); });
    const qint64 now = 1'778'803'200'000; // 2026-05-15
    const double quiet
        = median(15, [&] { good = good && platform->changesSince(now + 60'000, {}, 1000)->orders.isEmpty(); });
    const auto near = PlatformDb::ofPostgres([address] { return address; }, PlatformMap::standard());
    const double nearPage = median(15, [&] { good = good && near->orders(PlatformDb::OrderQuery{})->size() == 100; });
    const double nearQuiet
        = median(15, [&] { good = good && near->changesSince(now + 60'000, {}, 1000)->orders.isEmpty(); });
    std::printf("%d orders, round trip %.1f ms\n", orderCount, trip);
    std::printf("first rows, connecting and looking for the tables' columns too: %.0f ms (%.1f round trips)\n", opening,
        opening / trip);
    std::printf(
        "a page of 100: %.1f ms (%.2fx of a round trip); without the wire %.1f ms\n", page, page / trip, nearPage);
    std::printf("a search in all: %.1f ms (%.2fx)\n", found, found / trip);
    std::printf(
        "a look when nothing changed: %.1f ms (%.2fx); without the wire %.2f ms\n", quiet, quiet / trip, nearQuiet);
    wire.kill();
    wire.waitForFinished();
    return needs(good, "an answer was wrong") ? 0 : 1;
}
