#include "dbprivate.h"

namespace hermes {

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
    return d->exec(sql, values);
}

Status Db::write(const QString &sql, const QVariantList &values)
{
    return d->write(sql, values);
}

Status Db::each(const QString &sql, const QVariantList &values, const std::function<void(Row &)> &read)
{
    return each({Query{sql, values, read}});
}

Status Db::each(const QList<Query> &queries)
{
    return d->each(queries);
}

Result<qint64> Db::number(const QString &sql, const QVariantList &values)
{
    HERMES_ASSIGN(const auto found, first(sql, values, [](Row &row) { return row.integer(); }));
    return found.value_or(0);
}

Status Db::script(const QStringList &statements)
{
    return d->script(statements);
}

Status Db::begin(bool write)
{
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
    m_inTransaction = false;
    d->rollback();
}

Status Db::makeSchema()
{
    return d->makeSchema();
}

QString Db::generatedId() const
{
    return d->generatedId();
}

Result<qint64> Db::dataVersion()
{
    return d->dataVersion();
}

Result<bool> Db::scrubLog(std::chrono::milliseconds patience)
{
    return d->scrubLog(patience);
}

Result<std::optional<qint64>> Db::serverTimeMs()
{
    return d->serverTimeMs();
}

bool Db::isOpen() const
{
    return d->isOpen();
}

} // namespace hermes
