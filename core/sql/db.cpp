#include "dbprivate.h"

#include <QSqlDriver>
#include <QThread>

#include <atomic>

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

QVariant Row::value()
{
    const QVariant found = m_query->value(m_column++);
    return found.isNull() ? QVariant() : found;
}

Db::Private::Private(QString placeIn, const QString &driver)
    : place(std::move(placeIn))
    , m_connection(nextConnectionName())
{
    database = QSqlDatabase::addDatabase(driver, m_connection);
    database.setNumericalPrecisionPolicy(QSql::HighPrecision);
}

Db::Private::~Private()
{
    m_prepared.clear();
    removeDriver();
}

void Db::Private::removeDriver()
{
    if (!database.isValid())
        return;
    if (database.isOpen())
        database.close();
    database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
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

Result<qint64> Db::Private::number(const QString &sql)
{
    HERMES_ASSIGN(QSqlQuery * query, run(sql, {}));
    const qint64 found = query->next() ? query->value(0).toLongLong() : 0;
    const QSqlError last = query->lastError();
    query->finish();
    if (last.isValid())
        return tl::unexpected<Error>(error(last));
    return found;
}

Result<QSqlQuery *> Db::Private::run(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &kept = m_prepared[sql];
    if (!kept) {
        auto made = std::make_unique<QSqlQuery>(database);
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
        if (!outlivesFailure())
            m_prepared.erase(sql);
        return tl::unexpected<Error>(why);
    }
    return kept.get();
}

Db::Db(std::unique_ptr<Private> own)
    : d(std::move(own))
{ }
Db::~Db() = default;

Result<std::unique_ptr<Db>> Db::open(std::unique_ptr<Private> own)
{
    HERMES_TRY(own->open());
    return std::unique_ptr<Db>(new Db(std::move(own)));
}

Result<qint64> Db::exec(const QString &sql, const QVariantList &values)
{
    const auto watched = d->watch();
    HERMES_ASSIGN(QSqlQuery * query, d->run(sql, values));
    const qint64 affected = query->numRowsAffected();
    query->finish();
    return affected;
}

Status Db::each(const QString &sql, const QVariantList &values, const std::function<void(Row &)> &read)
{
    const auto watched = d->watch();
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
    const auto watched = d->watch();
    for (const QString &sql : statements)
        HERMES_TRY(d->direct(sql));
    return {};
}

Status Db::begin(bool write)
{
    const auto watched = d->watch();
    Status begun = d->begin(write);
    if (!begun) {
        rollback();
        return begun;
    }
    m_inTransaction = true;
    m_isWriting = write;
    return {};
}

Status Db::commit()
{
    const auto watched = d->watch();
    Status done = d->commit(m_isWriting);
    if (!done) {
        rollback();
        return done;
    }
    m_inTransaction = false;
    return {};
}

void Db::rollback()
{
    const auto watched = d->watch();
    m_inTransaction = false;
    // Fails where the database has already rolled back by itself; then there is nothing left to do.
    (void)d->direct(QStringLiteral("rollback"));
}

QString Db::generatedId() const
{
    return d->generatedId();
}

Result<qint64> Db::dataVersion()
{
    const auto watched = d->watch();
    return d->dataVersion();
}

Result<bool> Db::scrubLog(std::chrono::milliseconds patience)
{
    return d->scrubLog(patience);
}

Result<std::optional<qint64>> Db::serverTimeMs()
{
    const auto watched = d->watch();
    return d->serverTimeMs();
}

bool Db::isOpen() const
{
    return d->isOpen();
}

void Db::leaveThread()
{
    d->database.driver()->moveToThread(nullptr);
}

void Db::enterThread()
{
    d->database.driver()->moveToThread(QThread::currentThread());
}

} // namespace hermes
