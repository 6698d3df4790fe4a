#pragma once

#include "db.h"

#include <deque>
#include <libpq-fe.h>
#include <unordered_map>

namespace hermes {

/// One connection to a server by libpq, in its pipeline mode (PostgreSQL manual, "Pipeline Mode"): what was put on it
/// goes out together, and is answered in one round trip. Statements have their parameters apart from their text, and
/// are prepared in the trip of their first use. Errors as of Db. A link that is silent for longer than its limit while
/// an answer is waited for is lost.
class PostgresLink {
public:
    struct Statement {
        QString sql; ///< `?` for its values
        QVariantList values;
        bool isKept = true; ///< prepared for its next use
    };
    struct Clear {
        void operator()(PGresult *result) const { PQclear(result); }
    };
    using Answer = std::unique_ptr<PGresult, Clear>;

    /// `placeIn` for people. When `stop` is cancelled, whoever waits for an answer waits no longer.
    PostgresLink(QString placeIn, std::chrono::milliseconds limit, CancelToken stop)
        : m_place(std::move(placeIn))
        , m_limit(limit)
        , m_stop(std::move(stop))
    { }
    ~PostgresLink();
    PostgresLink(const PostgresLink &) = delete;
    PostgresLink &operator=(const PostgresLink &) = delete;

    [[nodiscard]] Status open(const QString &conninfo);
    [[nodiscard]] bool isOpen() const { return PQstatus(m_connection) == CONNECTION_OK; }
    /// Sends all of them and waits. Answers those of `asked`; the first error of any of them, after which none of the
    /// rest was done.
    [[nodiscard]] Result<std::vector<Answer>> ask(const QList<Statement> &ahead, const QList<Statement> &asked);
    /// Sends it and does not wait; how it ended is never told.
    void post(const Statement &statement);

private:
    /// What an answer is still to come for.
    struct Sent {
        enum Kind { Preparation, Step, Question, End } kind = Step;
        QString sql; ///< that has a name; empty: it has none
    };
    /// While it lives, the end of the program ends what waits in the socket.
    [[nodiscard]] CancelToken::Registration stoppable() const;
    bool send(const Statement &statement, Sent::Kind kind);
    bool endOfGroup();
    Result<std::vector<Answer>> receive();
    Answer receiveOne();
    [[nodiscard]] Error error(const PGresult *result) const;
    /// `why` as the server said before it ended the link, or nothing.
    [[nodiscard]] tl::unexpected<Error> lost(const std::optional<Error> &why = {});

    const QString m_place;
    const std::chrono::milliseconds m_limit;
    const CancelToken m_stop;
    PGconn *m_connection = nullptr;
    int m_socket = -1; ///< a name of our own for its socket, so that it is nobody else's while it is guarded
    std::deque<Sent> m_sent;
    std::unordered_map<QString, QByteArray> m_names; ///< of prepared statements, by their text
    qint64 m_made = 0;
};

/// The columns of one row of an answer in libpq's text format.
class PostgresColumns final : public Row::Columns {
public:
    PostgresColumns(const PGresult *answer, int row)
        : m_answer(answer)
        , m_row(row)
    { }
    [[nodiscard]] QString text(int column) const override;
    [[nodiscard]] qint64 integer(int column) const override;
    [[nodiscard]] double real(int column) const override { return raw(column).toDouble(); }
    [[nodiscard]] bool flag(int column) const override;
    [[nodiscard]] QByteArray bytes(int column) const override;
    [[nodiscard]] QVariant value(int column) const override;

private:
    /// Without a copy.
    [[nodiscard]] QByteArray raw(int column) const;

    const PGresult *m_answer;
    int m_row;
};

} // namespace hermes
