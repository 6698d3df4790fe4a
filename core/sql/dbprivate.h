#pragma once

#include "db.h"

namespace hermes {

/// What is different between the databases.
class Db::Private {
public:
    /// `placeIn`, for people: the file, or the server and its database.
    explicit Private(QString placeIn)
        : place(std::move(placeIn))
    { }
    virtual ~Private() = default;
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    [[nodiscard]] virtual Status open() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
    [[nodiscard]] virtual Result<qint64> exec(const QString &sql, const QVariantList &values) = 0;
    [[nodiscard]] virtual Status write(const QString &sql, const QVariantList &values) = 0;
    [[nodiscard]] virtual Status each(const QList<Query> &queries) = 0;
    [[nodiscard]] virtual Status script(const QStringList &statements) = 0;
    [[nodiscard]] virtual Status begin(bool write) = 0;
    [[nodiscard]] virtual Status commit(bool wrote) = 0;
    virtual void rollback() = 0;
    [[nodiscard]] virtual Status makeSchema() { return {}; }
    [[nodiscard]] virtual QString generatedId() const = 0;
    [[nodiscard]] virtual Result<qint64> dataVersion() = 0;
    [[nodiscard]] virtual Result<bool> scrubLog(std::chrono::milliseconds patience) = 0;
    [[nodiscard]] virtual Result<std::optional<qint64>> serverTimeMs() = 0;

protected:
    const QString place;
};

} // namespace hermes
