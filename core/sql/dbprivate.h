#pragma once

#include "db.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <unordered_map>

namespace hermes {

/// What both databases have in common, and by what they differ.
class Db::Private {
public:
    /// `driver` is Qt's name for it.
    Private(QString placeIn, const QString &driver);
    virtual ~Private();
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    [[nodiscard]] virtual Status open() = 0;
    [[nodiscard]] virtual Error error(const QSqlError &from) const = 0;
    [[nodiscard]] virtual Status begin(bool write) = 0;
    [[nodiscard]] virtual Status commit(bool wrote) = 0;
    /// A statement without values and without an answer.
    [[nodiscard]] virtual Status direct(const QString &sql);
    [[nodiscard]] virtual bool isOpen() const { return database.isOpen(); }
    /// A prepared statement is as good as before when it has failed once.
    [[nodiscard]] virtual bool outlivesFailure() const { return false; }
    [[nodiscard]] virtual QString generatedId() const = 0;
    [[nodiscard]] virtual Result<qint64> dataVersion() = 0;
    [[nodiscard]] virtual Result<bool> scrubLog(std::chrono::milliseconds patience) = 0;
    [[nodiscard]] virtual Result<std::optional<qint64>> serverTimeMs() = 0;
    /// Ends a statement that takes too long; as long as it is held.
    [[nodiscard]] virtual std::shared_ptr<void> watch() { return {}; }

    [[nodiscard]] Result<QSqlQuery *> run(const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<qint64> number(const QString &sql);
    /// Closes; statements that are still prepared are forgotten then, not freed one by one.
    void removeDriver();

    const QString place; ///< for people: the file, or the server and its database
    QSqlDatabase database;

private:
    QString m_connection;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
};

} // namespace hermes
