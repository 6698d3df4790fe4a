#include "dberror.h"
#include "dbfile.h"
#include "dbprivate.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <sqlite3.h>

#include <atomic>
#include <thread>
#include <unordered_map>

namespace hermes {

namespace {

class SqliteColumns final : public Row::Columns {
public:
    explicit SqliteColumns(const QSqlQuery &query)
        : m_query(query)
    { }
    QString text(int column) const override { return m_query.value(column).toString(); }
    qint64 integer(int column) const override { return m_query.value(column).toLongLong(); }
    double real(int column) const override { return m_query.value(column).toDouble(); }
    bool flag(int column) const override { return m_query.value(column).toBool(); }
    QByteArray bytes(int column) const override { return m_query.value(column).toByteArray(); }
    QVariant value(int column) const override
    {
        const QVariant found = m_query.value(column);
        return found.isNull() ? QVariant() : found;
    }

private:
    const QSqlQuery &m_query;
};

QString nextConnectionName()
{
    static std::atomic<quint64> count = 0;
    return QStringLiteral("hermes-%1").arg(++count);
}

QVariant bindable(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return QStringLiteral("");
    return value;
}

class SqliteFile final : public Db::Private {
public:
    SqliteFile(const QString &file, const Db::Options &options)
        : Private(file)
        , m_busyTimeout(options.busyTimeout)
        , m_readOnly(options.readOnly)
        , m_isOurs(options.isOurs && !options.readOnly)
        , m_connection(nextConnectionName())
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
        m_database.setNumericalPrecisionPolicy(QSql::HighPrecision);
    }
    ~SqliteFile() override;

    Status open() override;
    bool isOpen() const override { return m_database.isOpen(); }
    Result<qint64> exec(const QString &sql, const QVariantList &values) override;
    Status write(const QString &sql, const QVariantList &values) override;
    Status each(const QList<Query> &queries) override;
    Status script(const QStringList &statements) override;
    Status begin(bool write) override
    {
        return this->write(write ? QStringLiteral("begin immediate") : QStringLiteral("begin"), {});
    }
    Status commit(bool wrote) override;
    /// Fails where the database has already rolled back by itself; then there is nothing left to do.
    void rollback() override { (void)direct(QStringLiteral("rollback")); }
    QString generatedId() const override { return QStringLiteral("integer primary key autoincrement"); }
    Result<qint64> dataVersion() override;
    Result<bool> scrubLog(std::chrono::milliseconds patience) override;
    Result<std::optional<qint64>> serverTimeMs() override { return std::optional<qint64>(); }

private:
    Error error(const QSqlError &from) const { return databaseError(place, from.nativeErrorCode(), from.text()); }
    /// The statement, prepared once.
    Result<QSqlQuery *> run(const QString &sql, const QVariantList &values);
    /// A statement without values and without an answer, not kept.
    Status direct(const QString &sql);
    Result<qint64> number(const QString &sql);
    Status enterWal();
    Status setBusyTimeout(std::chrono::milliseconds time);
    void refuseDoubleQuotedStrings();

    const std::chrono::milliseconds m_busyTimeout;
    const bool m_readOnly;
    const bool m_isOurs;
    const QString m_connection;
    QSqlDatabase m_database;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
    qint64 m_commits = 0; ///< of writing transactions
};

SqliteFile::~SqliteFile()
{
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Status SqliteFile::direct(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return tl::unexpected<Error>(error(query.lastError()));
    query.finish();
    return {};
}

Status SqliteFile::script(const QStringList &statements)
{
    for (const QString &sql : statements)
        HERMES_TRY(direct(sql));
    return {};
}

Result<QSqlQuery *> SqliteFile::run(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &kept = m_prepared[sql];
    if (!kept) {
        auto made = std::make_unique<QSqlQuery>(m_database);
        made->setForwardOnly(true);
        if (!made->prepare(sql)) {
            const Error why = error(made->lastError());
            m_prepared.erase(sql);
            return tl::unexpected<Error>(why);
        }
        kept = std::move(made);
    }
    for (int i = 0; i < values.size(); ++i)
        kept->bindValue(i, bindable(values.at(i)));
    if (!kept->exec()) {
        const Error why = error(kept->lastError());
        m_prepared.erase(sql);
        return tl::unexpected<Error>(why);
    }
    return kept.get();
}

Result<qint64> SqliteFile::exec(const QString &sql, const QVariantList &values)
{
    HERMES_ASSIGN(QSqlQuery * query, run(sql, values));
    const qint64 affected = query->numRowsAffected();
    query->finish();
    return affected;
}

Status SqliteFile::write(const QString &sql, const QVariantList &values)
{
    HERMES_TRY(exec(sql, values));
    return {};
}

Status SqliteFile::each(const QList<Query> &queries)
{
    for (const Query &asked : queries) {
        HERMES_ASSIGN(QSqlQuery * query, run(asked.sql, asked.values));
        const SqliteColumns columns(*query);
        while (query->next()) {
            Row row(columns);
            asked.read(row);
        }
        // A statement that is stepped can fail half-way (damaged page); next() then only says false.
        const QSqlError last = query->lastError();
        query->finish();
        if (last.isValid())
            return tl::unexpected<Error>(error(last));
    }
    return {};
}

Result<qint64> SqliteFile::number(const QString &sql)
{
    qint64 found = 0;
    HERMES_TRY(each({{sql, {}, [&](Row &row) { found = row.integer(); }}}));
    return found;
}

Status SqliteFile::open()
{
    if (!m_database.isValid())
        return fail(ErrorKind::Internal, translate("Database", "Qt's SQLite driver is not installed"),
            m_database.lastError().text(),
            translate("Database", "Install the package libqt6sql6-sqlite (Debian) or reinstall this program"));
    m_database.setDatabaseName(place);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1%2")
                                     .arg(m_busyTimeout.count())
                                     .arg(m_readOnly ? QStringLiteral(";QSQLITE_OPEN_READONLY") : QString()));
    if (!m_database.open())
        return tl::unexpected<Error>(error(m_database.lastError()));
    refuseDoubleQuotedStrings();
    HERMES_TRY(direct(QStringLiteral("pragma foreign_keys=on")));
    HERMES_TRY(direct(QStringLiteral("pragma temp_store=memory")));
    if (!m_isOurs)
        return {};
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
    const QVariant handle = m_database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return;
    QSqlQuery query(m_database);
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

Status SqliteFile::commit(bool wrote)
{
    HERMES_TRY(write(QStringLiteral("commit"), {}));
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
    if (options.isOurs && !options.readOnly && path != QStringLiteral(":memory:"))
        HERMES_TRY(prepareDatabaseFile(path));
    return open(std::make_unique<SqliteFile>(path, options));
}

} // namespace hermes
