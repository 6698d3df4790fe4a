#include "dberror.h"
#include "dbfile.h"
#include "dbprivate.h"

#include <QSqlDriver>
#include <sqlite3.h>

#include <thread>

namespace hermes {

namespace {

class SqliteFile final : public Db::Private {
public:
    SqliteFile(const QString &file, const Db::Options &options)
        : Private(file, QStringLiteral("QSQLITE"))
        , m_busyTimeout(options.busyTimeout)
    { }

    Status open() override;
    Error error(const QSqlError &from) const override
    {
        return databaseError(place, from.nativeErrorCode(), from.text());
    }
    Status begin(bool write) override
    {
        return kept(write ? QStringLiteral("begin immediate") : QStringLiteral("begin"));
    }
    Status commit(bool wrote) override;
    QString generatedId() const override { return QStringLiteral("integer primary key autoincrement"); }
    Result<qint64> dataVersion() override;
    Result<bool> scrubLog(std::chrono::milliseconds patience) override;
    Result<std::optional<qint64>> serverTimeMs() override { return std::optional<qint64>(); }

private:
    /// A statement that comes again and again.
    Status kept(const QString &sql);
    Status enterWal();
    Status setBusyTimeout(std::chrono::milliseconds time);
    void refuseDoubleQuotedStrings();

    const std::chrono::milliseconds m_busyTimeout;
    qint64 m_commits = 0; ///< of writing transactions
};

Status SqliteFile::open()
{
    if (!database.isValid())
        return fail(ErrorKind::Internal, translate("Database", "Qt's SQLite driver is not installed"),
            database.lastError().text(),
            translate("Database", "Install the package libqt6sql6-sqlite (Debian) or reinstall this program"));
    database.setDatabaseName(place);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(m_busyTimeout.count()));
    if (!database.open())
        return tl::unexpected<Error>(error(database.lastError()));
    refuseDoubleQuotedStrings();
    HERMES_TRY(direct(QStringLiteral("pragma foreign_keys=on")));
    HERMES_TRY(direct(QStringLiteral("pragma temp_store=memory")));
    HERMES_TRY(enterWal());
    HERMES_TRY(direct(QStringLiteral("pragma synchronous=normal")));
    return direct(QStringLiteral("pragma secure_delete=on"));
}

// Changing the journal mode needs the file alone for a moment and does not wait for the busy timeout, so two first
// starts at once would collide.
Status SqliteFile::enterWal()
{
    const auto end = std::chrono::steady_clock::now() + m_busyTimeout;
    for (;;) {
        Status entered = direct(QStringLiteral("pragma journal_mode=wal"));
        if (entered || entered.error().kind != ErrorKind::Timeout || std::chrono::steady_clock::now() >= end)
            return entered;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

// SQLite reads an unknown "name" as a string unless it is told not to, and only its C interface can. Where Qt's driver
// carries a copy of SQLite of its own, ours must not touch its handles.
void SqliteFile::refuseDoubleQuotedStrings()
{
    const QVariant handle = database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return;
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("select sqlite_source_id()")) || !query.next()
        || query.value(0).toString() != QLatin1StringView(sqlite3_sourceid()) || sqlite3_initialize() != SQLITE_OK)
        return;
    query.finish();
    auto *sqlite = *static_cast<sqlite3 *const *>(handle.constData());
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, static_cast<int *>(nullptr));
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, static_cast<int *>(nullptr));
}

Status SqliteFile::setBusyTimeout(std::chrono::milliseconds time)
{
    return direct(QStringLiteral("pragma busy_timeout=%1").arg(time.count()));
}

Status SqliteFile::kept(const QString &sql)
{
    HERMES_ASSIGN(QSqlQuery * query, run(sql, {}));
    query->finish();
    return {};
}

Status SqliteFile::commit(bool wrote)
{
    HERMES_TRY(kept(QStringLiteral("commit")));
    // The end of a look at one state changes nothing: who watches for changes must not wake himself by looking.
    m_commits += wrote ? 1 : 0;
    return {};
}

Result<qint64> SqliteFile::dataVersion()
{
    // data_version counts what other connections commit, not what this one does.
    HERMES_ASSIGN(const qint64 others, number(QStringLiteral("pragma data_version")));
    return others * 1'000'000'000 + m_commits;
}

Result<bool> SqliteFile::scrubLog(std::chrono::milliseconds patience)
{
    HERMES_TRY(setBusyTimeout(patience));
    const auto busy = number(QStringLiteral("pragma wal_checkpoint(truncate)"));
    HERMES_TRY(setBusyTimeout(m_busyTimeout));
    if (!busy && busy.error().kind != ErrorKind::Timeout)
        return tl::unexpected<Error>(busy.error());
    return busy && *busy == 0;
}

} // namespace

Result<std::unique_ptr<Db>> Db::openSqlite(const QString &path, const Options &options)
{
    if (path != QStringLiteral(":memory:"))
        HERMES_TRY(prepareDatabaseFile(path));
    return open(std::make_unique<SqliteFile>(path, options));
}

} // namespace hermes
