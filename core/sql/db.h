#pragma once

#include "call.h"
#include "result.h"

#include <QList>
#include <QString>
#include <QVariant>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace hermes {

struct PostgresAddress;

/// One row of an answer, read column by column from the left. Valid only inside the callback that gets it.
class Row {
public:
    /// Where its columns are, in the way of the database.
    class Columns {
    public:
        virtual ~Columns() = default;
        [[nodiscard]] virtual QString text(int column) const = 0;
        [[nodiscard]] virtual qint64 integer(int column) const = 0;
        [[nodiscard]] virtual double real(int column) const = 0;
        [[nodiscard]] virtual bool flag(int column) const = 0;
        [[nodiscard]] virtual QByteArray bytes(int column) const = 0;
        [[nodiscard]] virtual QVariant value(int column) const = 0;
    };
    explicit Row(const Columns &columns)
        : m_columns(&columns)
    { }
    [[nodiscard]] QString text() { return m_columns->text(m_column++); }
    [[nodiscard]] qint64 integer() { return m_columns->integer(m_column++); }
    [[nodiscard]] double real() { return m_columns->real(m_column++); }
    [[nodiscard]] bool flag() { return m_columns->flag(m_column++); }
    [[nodiscard]] QByteArray bytes() { return m_columns->bytes(m_column++); }
    [[nodiscard]] QVariant value() { return m_columns->value(m_column++); } ///< by its column's type; invalid for NULL

private:
    const Columns *m_columns;
    int m_column = 0;
};

/// A question, and what is done with each row of its answer. `read` must not use the connection.
struct Query {
    QString sql;
    QVariantList values;
    std::function<void(Row &)> read;
};

/// One database connection with what SQLite and PostgreSQL both need set in one place: exact numerics, kept prepared
/// statements, finished queries. An answer of PostgreSQL is in memory as a whole. One of SQLite belongs to the thread
/// that opened it, and must be destroyed there. SQL is written for both databases, with `?` placeholders; bind only
/// QString, qint64, int, bool, double and QByteArray. A null QString is stored as ''; QVariant() is NULL. Errors:
/// Conflict (unique or foreign key), Invalid (CHECK), Timeout (locked by another for longer than the busy timeout),
/// Internal (damaged, read-only, full).
class Db {
public:
    struct Options {
        std::chrono::milliseconds busyTimeout{5000}; ///< how long to wait for another's lock
        std::chrono::milliseconds statementLimit{15'000}; ///< PostgreSQL
        QString schema = QStringLiteral("hermes_admin"); ///< PostgreSQL; empty: where the server's search path leads
        bool isOurs = true; ///< else a file is neither made nor set up
        bool readOnly = false; ///< nothing can be written; not ours
        CancelToken stop
            = {}; ///< PostgreSQL: what is under way is given up then (Cancelled), and the connection with it
    };
    /// Opens, or creates with mode 0600 (its directory 0700), the file `path`; ":memory:" is a database of its own.
    /// Network file systems are refused with Invalid. WAL, foreign keys on, synchronous normal, secure delete on,
    /// double-quoted strings off.
    [[nodiscard]] static Result<std::unique_ptr<Db>> openSqlite(const QString &path, const Options &options);
    [[nodiscard]] static Result<std::unique_ptr<Db>> openSqlite(const QString &path)
    {
        return openSqlite(path, Options{});
    }
    /// Connects; tables are in the schema `hermes_admin` (makeSchema()). Each answer comes within `statementLimit`,
    /// also where the link is silent; after that, and when the link breaks, the connection is no longer open and what
    /// was under way is unknown. Errors also: Network, Timeout; Invalid where this program was built without
    /// PostgreSQL, or the password file is open to others.
    [[nodiscard]] static Result<std::unique_ptr<Db>> openPostgres(
        const PostgresAddress &address, const Options &options);
    ~Db();
    Db(const Db &) = delete;
    Db &operator=(const Db &) = delete;

    /// Rows affected.
    [[nodiscard]] Result<qint64> exec(const QString &sql, const QVariantList &values = {});
    /// A change of which nobody asks how many rows it met. In a transaction on PostgreSQL it waits for what is asked
    /// next, or the commit, goes along with that in one round trip, and fails there.
    [[nodiscard]] Status write(const QString &sql, const QVariantList &values = {});
    /// Calls `read` for each row. It must not use this connection.
    [[nodiscard]] Status each(const QString &sql, const QVariantList &values, const std::function<void(Row &)> &read);
    /// Questions of which none needs another's answer, in their order; one round trip to PostgreSQL.
    [[nodiscard]] Status each(const QList<Query> &queries);
    /// What `read` makes of each row.
    template <class Read> [[nodiscard]] auto all(const QString &sql, const QVariantList &values, Read &&read);
    /// What `read` makes of the first row, if there is one.
    template <class Read> [[nodiscard]] auto first(const QString &sql, const QVariantList &values, Read &&read);
    /// The first column of the first row as a number; 0 if there is none.
    [[nodiscard]] Result<qint64> number(const QString &sql, const QVariantList &values = {});
    /// Statements without values, not kept prepared (schema, pragmas).
    [[nodiscard]] Status script(const QStringList &statements);

    /// Runs `work` with the write lock held from the beginning (BEGIN IMMEDIATE; on PostgreSQL an advisory lock of the
    /// schema, from its first question on: a time that was read before may be older by the wait for it) and commits if
    /// it succeeds. Inside another one it joins that; Internal inside a snapshot.
    template <class Work> [[nodiscard]] auto inTransaction(Work &&work)
    {
        return inside(true, std::forward<Work>(work));
    }
    /// Runs `work`, which only reads, on one consistent state.
    template <class Work> [[nodiscard]] auto inSnapshot(Work &&work) { return inside(false, std::forward<Work>(work)); }

    /// A place of our own for tables, where the database has such.
    [[nodiscard]] Status makeSchema();
    /// How a column is written that numbers its rows by itself.
    [[nodiscard]] QString generatedId() const;
    /// Differs from the last answer of this connection if anybody committed since. SQLite; see DbListener.
    [[nodiscard]] Result<qint64> dataVersion();
    /// The server's clock, milliseconds since 1970; nothing where the database is of this machine.
    [[nodiscard]] Result<std::optional<qint64>> serverTimeMs();
    /// Empties the write-ahead log so that erased values are in no file any more. False if others were reading or
    /// writing for longer than `patience`; then try again later.
    [[nodiscard]] Result<bool> scrubLog(std::chrono::milliseconds patience);
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool isInTransaction() const { return m_inTransaction; }

    class Private;

private:
    [[nodiscard]] static Result<std::unique_ptr<Db>> open(std::unique_ptr<Private> own);
    explicit Db(std::unique_ptr<Private> own);
    [[nodiscard]] Status begin(bool write);
    [[nodiscard]] Status commit();
    void rollback();
    template <class Work> auto inside(bool write, Work &&work) -> std::invoke_result_t<Work>;

    std::unique_ptr<Private> d;
    bool m_inTransaction = false;
    bool m_isWriting = false;
};

template <class Work> auto Db::inside(bool write, Work &&work) -> std::invoke_result_t<Work>
{
    if (m_inTransaction && write && !m_isWriting)
        return fail(ErrorKind::Internal, translate("Database", "A look at the database cannot change it"), {},
            translate("Database", "This is a fault of the program: please report it with the log"));
    if (m_inTransaction)
        return work();
    HERMES_TRY(begin(write));
    auto result = work();
    if (!result) {
        rollback();
        return result;
    }
    HERMES_TRY(commit());
    return result;
}

template <class Read> auto Db::all(const QString &sql, const QVariantList &values, Read &&read)
{
    using T = std::invoke_result_t<Read, Row &>;
    QList<T> found;
    const Status status = each(sql, values, [&](Row &row) { found.append(read(row)); });
    return status ? Result<QList<T>>(std::move(found)) : Result<QList<T>>(tl::unexpected<Error>(status.error()));
}

template <class Read> auto Db::first(const QString &sql, const QVariantList &values, Read &&read)
{
    using T = std::invoke_result_t<Read, Row &>;
    std::optional<T> found;
    const Status status = each(sql, values, [&](Row &row) {
        if (!found)
            found = read(row);
    });
    return status ? Result<std::optional<T>>(std::move(found))
                  : Result<std::optional<T>>(tl::unexpected<Error>(status.error()));
}

} // namespace hermes
