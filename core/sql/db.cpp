#include "db.h"

#include "dberror.h"
#include "dbfile.h"

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

} // namespace

QString Row::text()
{
    return m_query->value(m_column++).toString();
}
qint64 Row::integer()
{
    return m_query->value(m_column++).toLongLong();
}
double Row::real()
{
    return m_query->value(m_column++).toDouble();
}
bool Row::flag()
{
    return m_query->value(m_column++).toBool();
}
QByteArray Row::bytes()
{
    return m_query->value(m_column++).toByteArray();
}

class Db::Private {
public:
    Private(const QString &file, const Options &optionsIn)
        : path(file)
        , options(optionsIn)
    { }
    ~Private();

    Error error(const QSqlError &from) const { return databaseError(path, from.nativeErrorCode(), from.text()); }
    Status open();
    Status enterWal();
    Status setBusyTimeout(std::chrono::milliseconds time);
    void refuseDoubleQuotedStrings();
    Status direct(const QString &sql);
    Result<QSqlQuery *> run(const QString &sql, const QVariantList &values);

    QString path;
    Options options;
    QString connection = nextConnectionName();
    QSqlDatabase database;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> prepared;
    bool isWriting = false; ///< the transaction under way
    qint64 commits = 0; ///< of writing ones
};

Db::Private::~Private()
{
    prepared.clear();
    if (database.isOpen())
        database.close();
    database = QSqlDatabase();
    QSqlDatabase::removeDatabase(connection);
}

Status Db::Private::open()
{
    database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
    if (!database.isValid())
        return fail(ErrorKind::Internal, translate("Database", "Qt's SQLite driver is not installed"),
            database.lastError().text(),
            translate("Database", "Install the package libqt6sql6-sqlite (Debian) or reinstall this program"));
    database.setDatabaseName(path);
    database.setNumericalPrecisionPolicy(QSql::HighPrecision);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(options.busyTimeout.count()));
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
Status Db::Private::enterWal()
{
    const auto end = std::chrono::steady_clock::now() + options.busyTimeout;
    for (;;) {
        Status entered = direct(QStringLiteral("pragma journal_mode=wal"));
        if (entered || entered.error().kind != ErrorKind::Timeout || std::chrono::steady_clock::now() >= end)
            return entered;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

// SQLite reads an unknown "name" as a string unless it is told not to, and only its C interface can. Where Qt's driver
// carries a copy of SQLite of its own, ours must not touch its handles.
void Db::Private::refuseDoubleQuotedStrings()
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

Status Db::Private::setBusyTimeout(std::chrono::milliseconds time)
{
    return direct(QStringLiteral("pragma busy_timeout=%1").arg(time.count()));
}

Status Db::Private::direct(const QString &sql)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return tl::unexpected<Error>(error(query.lastError()));
    query.finish();
    return {};
}

Result<QSqlQuery *> Db::Private::run(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &kept = prepared[sql];
    if (!kept) {
        auto made = std::make_unique<QSqlQuery>(database);
        made->setForwardOnly(true);
        if (!made->prepare(sql)) {
            const Error why = error(made->lastError());
            prepared.erase(sql);
            return tl::unexpected<Error>(why);
        }
        kept = std::move(made);
    }
    for (int i = 0; i < values.size(); ++i)
        kept->bindValue(i, bindable(values.at(i)));
    if (!kept->exec()) {
        const Error why = error(kept->lastError());
        prepared.erase(sql);
        return tl::unexpected<Error>(why);
    }
    return kept.get();
}

Db::Db(std::unique_ptr<Private> own)
    : d(std::move(own))
{ }
Db::~Db() = default;

Result<std::unique_ptr<Db>> Db::openSqlite(const QString &path, const Options &options)
{
    if (path != QStringLiteral(":memory:"))
        HERMES_TRY(prepareDatabaseFile(path));
    auto own = std::make_unique<Private>(path, options);
    HERMES_TRY(own->open());
    return std::unique_ptr<Db>(new Db(std::move(own)));
}

Result<qint64> Db::exec(const QString &sql, const QVariantList &values)
{
    HERMES_ASSIGN(QSqlQuery * query, d->run(sql, values));
    const qint64 affected = query->numRowsAffected();
    query->finish();
    return affected;
}

Status Db::each(const QString &sql, const QVariantList &values, const std::function<void(Row &)> &read)
{
    HERMES_ASSIGN(QSqlQuery * query, d->run(sql, values));
    while (query->next()) {
        Row row(*query);
        read(row);
    }
    // A statement that is stepped can fail half-way (damaged page, lost connection); next() then only says false.
    const QSqlError last = query->lastError();
    query->finish();
    if (last.isValid())
        return tl::unexpected<Error>(d->error(last));
    return {};
}

Result<qint64> Db::number(const QString &sql, const QVariantList &values)
{
    HERMES_ASSIGN(const auto found, first(sql, values, [](Row &row) { return row.integer(); }));
    return found.value_or(0);
}

Status Db::script(const QStringList &statements)
{
    for (const QString &sql : statements)
        HERMES_TRY(d->direct(sql));
    return {};
}

Status Db::begin(bool write)
{
    HERMES_TRY(exec(write ? QStringLiteral("begin immediate") : QStringLiteral("begin")));
    m_inTransaction = true;
    d->isWriting = write;
    return {};
}

Status Db::commit()
{
    const auto done = exec(QStringLiteral("commit"));
    if (!done) {
        rollback();
        return tl::unexpected<Error>(done.error());
    }
    m_inTransaction = false;
    // The end of a look at one state changes nothing: who watches for changes must not wake himself by looking.
    d->commits += d->isWriting ? 1 : 0;
    return {};
}

void Db::rollback()
{
    m_inTransaction = false;
    // Fails where the database has already rolled back by itself; then there is nothing left to do.
    (void)d->direct(QStringLiteral("rollback"));
}

Result<qint64> Db::dataVersion()
{
    // data_version counts what other connections commit, not what this one does.
    HERMES_ASSIGN(const qint64 others, number(QStringLiteral("pragma data_version")));
    return others * 1'000'000'000 + d->commits;
}

Result<bool> Db::scrubLog(std::chrono::milliseconds patience)
{
    HERMES_TRY(d->setBusyTimeout(patience));
    const auto busy = number(QStringLiteral("pragma wal_checkpoint(truncate)"));
    HERMES_TRY(d->setBusyTimeout(d->options.busyTimeout));
    if (!busy && busy.error().kind != ErrorKind::Timeout)
        return tl::unexpected<Error>(busy.error());
    return busy && *busy == 0;
}

bool Db::isOpen() const
{
    return d->database.isOpen();
}

} // namespace hermes
