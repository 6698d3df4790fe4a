#include "registry.h"

#include "registryprivate.h"
#include "registryrows.h"
#include "registryschema.h"

#include <QUuid>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// How many connections one program has to a server: a write holds the lock of all, so more would only wait.
constexpr int mostConnections = 8;

std::unique_ptr<DbConnections> connectionsTo(const PostgresAddress &address)
{
    return DbConnections::pooled([address] { return Db::openPostgres(address, Db::Options{}); }, mostConnections);
}

Result<std::unique_ptr<DbConnections>> connectionsTo(const QString &url)
{
    const QString prefix = u"sqlite:"_s;
    if (!url.startsWith(prefix) || url.size() == prefix.size())
        return fail(ErrorKind::Invalid,
            translate("Registry", "The registry address '%1' is not one this program knows").arg(url), {},
            translate("Registry", "Use sqlite:PATH or postgresql://USER@HOST/DATABASE"));
    const QString path = url.mid(prefix.size());
    if (path != u":memory:"_s)
        return DbConnections::perThread([path] { return Db::openSqlite(path); });
    // Each connection to :memory: is another, empty database.
    return DbConnections::perThread([path, owner = std::this_thread::get_id()]() -> Result<std::unique_ptr<Db>> {
        if (owner != std::this_thread::get_id())
            return fail(
                ErrorKind::Internal, translate("Registry", "A registry in memory can be used by one thread only"));
        return Db::openSqlite(path);
    });
}

} // namespace

QString ageText(qint64 ms)
{
    const qint64 seconds = std::max<qint64>(ms, 0) / 1000;
    if (seconds < 120)
        return translate("Registry", "%1 s").arg(seconds);
    if (seconds < 7200)
        return translate("Registry", "%1 min").arg(seconds / 60);
    return seconds < 172'800 ? translate("Registry", "%1 h").arg(seconds / 3600)
                             : translate("Registry", "%1 days").arg(seconds / 86'400);
}

Registry::Registry() = default;
Registry::~Registry() = default;

Result<std::unique_ptr<Registry>> Registry::open(const QString &url, const Clock &clock, Random &random)
{
    if (PostgresAddress::isUrl(url)) {
        HERMES_ASSIGN(const PostgresAddress address, PostgresAddress::fromUrl(url));
        return open(address, clock, random);
    }
    HERMES_ASSIGN(auto connections, connectionsTo(url));
    std::unique_ptr<Registry> registry(new Registry);
    registry->d = std::make_unique<Private>(std::move(connections), nullptr, clock, random);
    HERMES_TRY(registry->d->initialise());
    return registry;
}

Result<std::unique_ptr<Registry>> Registry::open(const PostgresAddress &address, const Clock &clock, Random &random)
{
    std::unique_ptr<Registry> registry(new Registry);
    registry->d
        = std::make_unique<Private>(connectionsTo(address), std::make_unique<DbListener>(address), clock, random);
    HERMES_TRY(registry->d->initialise());
    return registry;
}

Status Registry::Private::initialise()
{
    HERMES_ASSIGN(const auto db, connections->take());
    const auto migrations = registryMigrations(db->generatedId());
    qint64 reached = 0;
    qint64 known = 0;
    Status asked = db->each({{u"select max(version) from schema_migrations"_s, {},
                                 [&](Row &row) { reached = row.integer(); }},
        {u"select count(*) from meta where key = 'platform_uuid'"_s, {}, [&](Row &row) { known = row.integer(); }}});
    if (!asked && asked.error().kind == ErrorKind::Network)
        return asked;
    if (asked && reached == migrations.last().version && known > 0)
        return {};
    HERMES_TRY(migrate(*db, migrations, clock.wallMs()));
    return db->inTransaction([&]() -> Status {
        QByteArray bytes = random.bytes(16);
        bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
        bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
        HERMES_TRY(
            db->write(u"insert into meta (key, value) values ('platform_uuid', ?) on conflict (key) do nothing"_s,
                {QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces)}));
        return {};
    });
}

void Registry::Private::scrub(Db &db, std::chrono::milliseconds patience)
{
    // Cleared first: what another thread erases meanwhile sets it again.
    scrubDue = false;
    const auto scrubbed = db.scrubLog(patience);
    if (!scrubbed || !*scrubbed)
        scrubDue = true;
}

Result<QString> Registry::platformUuid()
{
    return d->read([](Db &db) -> Result<QString> {
        HERMES_ASSIGN(const QString uuid, metaValue(db, u"platform_uuid"_s));
        if (uuid.isEmpty())
            return fail(ErrorKind::Internal, translate("Registry", "The registry has lost its platform id"), {},
                translate("Registry", "Rebuild it with fsck --rebuild"));
        return uuid;
    });
}

Status Registry::adoptPlatform(const QString &uuid, const Actor &actor)
{
    const QUuid parsed(uuid);
    if (parsed.isNull())
        return fail(ErrorKind::Invalid, translate("Registry", "'%1' is not a platform id").arg(uuid), {},
            translate(
                "Registry", "Give the id that the refused host named, like 1b4e28ba-2fa1-41d2-883f-0016d3cca427"));
    const QString wanted = parsed.toString(QUuid::WithoutBraces);
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const QString own, metaValue(db, u"platform_uuid"_s));
        if (own == wanted)
            return {};
        HERMES_ASSIGN(const qint64 live, db.number(u"select count(*) from tenants where phase <> 'GONE'"_s));
        if (live > 0)
            return fail(ErrorKind::Conflict,
                translate(
                    "Registry", "This registry already has %1 tenants, so it cannot take over another platform id")
                    .arg(live),
                {},
                translate("Registry", "Use an empty registry (--registry or --data-dir) to adopt the platform %1")
                    .arg(wanted));
        HERMES_TRY(db.write(u"update meta set value = ? where key = 'platform_uuid'"_s, {wanted}));
        HERMES_TRY(
            db.write(u"insert into meta (key, value) values ('platform_adopted', ?) on conflict (key) do nothing"_s,
                {QString::number(d->clock.wallMs())}));
        return d->writeAudit(db, actor, u"platform.adopt"_s, wanted, {{u"before"_s, own}, {u"after"_s, wanted}});
    });
}

Result<qint64> Registry::dataVersion()
{
    if (d->listener)
        return d->listener->version();
    HERMES_ASSIGN(const auto db, d->connections->take());
    return db->dataVersion();
}

Result<std::optional<qint64>> Registry::serverTimeMs()
{
    HERMES_ASSIGN(const auto db, d->connections->take());
    return db->serverTimeMs();
}

} // namespace hermes
