#include "postgreslink.h"

#include "dberror.h"
#include "dbwatchdog.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hermes {

namespace {

// src/include/catalog/pg_type.dat
constexpr Oid boolType = 16;
constexpr Oid byteaType = 17;
constexpr Oid int8Type = 20;
constexpr Oid int2Type = 21;
constexpr Oid int4Type = 23;
constexpr Oid float4Type = 700;
constexpr Oid float8Type = 701;

/// `$1`, `$2`, ... for each `?` that is not in a string.
QByteArray numbered(const QString &sql)
{
    QByteArray text;
    int count = 0;
    bool isQuoted = false;
    for (const char c : sql.toUtf8()) {
        isQuoted = isQuoted != (c == '\'');
        if (c == '?' && !isQuoted)
            text += '$' + QByteArray::number(++count);
        else
            text += c;
    }
    return text;
}

/// In the server's text format.
QByteArray textOf(const QVariant &value)
{
    constexpr int exactDigits = 17;
    if (value.typeId() == QMetaType::QByteArray)
        return "\\x" + value.toByteArray().toHex();
    if (value.typeId() == QMetaType::Double)
        return QByteArray::number(value.toDouble(), 'g', exactDigits);
    return value.toString().toUtf8();
}

bool isDone(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/// The statement is not (any more) what its name stands for: a pooler changed servers, or the tables are others.
bool hasLostItsName(const PGresult *result)
{
    const QByteArray code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return code == "26000" || code == "0A000";
}

} // namespace

PostgresLink::~PostgresLink()
{
    PQfinish(m_connection);
    if (m_socket >= 0)
        ::close(m_socket);
}

CancelToken::Registration PostgresLink::stoppable() const
{
    return m_stop.onCancel([socket = m_socket] { ::shutdown(socket, SHUT_RDWR); });
}

Status PostgresLink::open(const QString &conninfo)
{
    if (m_stop.isCancelled())
        return lost();
    m_connection = PQconnectdb(conninfo.toUtf8().constData());
    m_socket = isOpen() ? ::fcntl(PQsocket(m_connection), F_DUPFD_CLOEXEC, 0) : -1;
    if (m_socket < 0 || PQenterPipelineMode(m_connection) == 0)
        return tl::unexpected<Error>(cannotConnect(m_place, QString::fromUtf8(PQerrorMessage(m_connection))));
    // Otherwise libpq writes them to the error output.
    PQsetNoticeReceiver(
        m_connection, [](void *, const PGresult *) {}, nullptr);
    return {};
}

bool PostgresLink::send(const Statement &statement, Sent::Kind kind)
{
    QList<QByteArray> texts;
    std::vector<const char *> values;
    for (const QVariant &value : statement.values) {
        texts.append(textOf(value));
        values.push_back(value.isValid() ? texts.last().constData() : nullptr);
    }
    const int count = int(values.size());
    m_sent.push_back({kind, statement.isKept ? statement.sql : QString()});
    if (!statement.isKept)
        return PQsendQueryParams(m_connection, numbered(statement.sql).constData(), count, nullptr, values.data(),
                   nullptr, nullptr, 0)
            == 1;
    QByteArray &name = m_names[statement.sql];
    if (name.isEmpty()) {
        name = "h" + QByteArray::number(++m_made);
        m_sent.insert(m_sent.end() - 1, {Sent::Preparation, statement.sql});
        if (PQsendPrepare(m_connection, name.constData(), numbered(statement.sql).constData(), 0, nullptr) != 1)
            return false;
    }
    return PQsendQueryPrepared(m_connection, name.constData(), count, values.data(), nullptr, nullptr, 0) == 1;
}

bool PostgresLink::endOfGroup()
{
    m_sent.push_back({Sent::End, {}});
    return PQpipelineSync(m_connection) == 1;
}

Result<std::vector<PostgresLink::Answer>> PostgresLink::ask(
    const QList<Statement> &ahead, const QList<Statement> &asked)
{
    bool isSent = true;
    const auto stopped = stoppable();
    const auto guarded = guardSocket(m_socket, m_limit);
    for (const Statement &statement : ahead)
        isSent = isSent && send(statement, Sent::Step);
    for (const Statement &statement : asked)
        isSent = isSent && send(statement, Sent::Question);
    if (!isSent || !endOfGroup())
        return lost();
    return receive();
}

void PostgresLink::post(const Statement &statement)
{
    const auto guarded = guardSocket(m_socket, m_limit);
    if (!send(statement, Sent::Step) || !endOfGroup())
        (void)lost();
}

/// The answer to one statement; in a pipeline a null one ends each.
PostgresLink::Answer PostgresLink::receiveOne()
{
    const auto guarded = guardSocket(m_socket, m_limit);
    Answer first(PQgetResult(m_connection));
    if (!first || PQresultStatus(first.get()) == PGRES_PIPELINE_SYNC)
        return first;
    while (PGresult *more = PQgetResult(m_connection))
        PQclear(more);
    return first;
}

Result<std::vector<PostgresLink::Answer>> PostgresLink::receive()
{
    std::vector<Answer> answers;
    std::optional<Error> wrong;
    while (!m_sent.empty()) {
        const Sent sent = m_sent.front();
        Answer answer = receiveOne();
        if (answer && !isOpen() && !wrong && !isDone(answer.get()))
            wrong = error(answer.get());
        // An answer that is not what it should be would stand for another one's.
        const bool isEnd = answer && PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC;
        if (!answer || !isOpen() || isEnd != (sent.kind == Sent::End))
            return lost(wrong);
        m_sent.pop_front();
        if (sent.kind == Sent::End) {
            if (m_sent.empty())
                break;
            // Of what was posted nobody is told.
            answers.clear();
            wrong.reset();
        } else if (!isDone(answer.get())) {
            if (sent.kind == Sent::Preparation || hasLostItsName(answer.get()))
                m_names.erase(sent.sql);
            if (!wrong) // of the others it says only that they were not done
                wrong = error(answer.get());
        } else if (sent.kind == Sent::Question) {
            answers.push_back(std::move(answer));
        }
    }
    if (wrong)
        return tl::unexpected<Error>(*wrong);
    return answers;
}

Error PostgresLink::error(const PGresult *result) const
{
    const QString code = QString::fromLatin1(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    const QString text = QString::fromUtf8(PQresultErrorMessage(result));
    return postgresError(
        m_place, code, text.isEmpty() ? QString::fromUtf8(PQerrorMessage(m_connection)) : text, isOpen());
}

/// A link that is not understood any more is of no use.
tl::unexpected<Error> PostgresLink::lost(const std::optional<Error> &why)
{
    const QString text = why ? why->detail : QString::fromUtf8(PQerrorMessage(m_connection));
    PQfinish(m_connection);
    m_connection = nullptr;
    m_sent.clear();
    if (m_stop.isCancelled())
        return fail(ErrorKind::Cancelled, translate("Database", "The question to %1 was cancelled").arg(m_place));
    return tl::unexpected<Error>(postgresError(m_place, {}, text, false));
}

QByteArray PostgresColumns::raw(int column) const
{
    return QByteArray::fromRawData(PQgetvalue(m_answer, m_row, column), PQgetlength(m_answer, m_row, column));
}

QString PostgresColumns::text(int column) const
{
    return PQgetisnull(m_answer, m_row, column) ? QString() : QString::fromUtf8(raw(column));
}

qint64 PostgresColumns::integer(int column) const
{
    return PQftype(m_answer, column) == boolType ? qint64(flag(column)) : raw(column).toLongLong();
}

bool PostgresColumns::flag(int column) const
{
    return PQftype(m_answer, column) == boolType ? raw(column) == "t" : raw(column).toLongLong() != 0;
}

QByteArray PostgresColumns::bytes(int column) const
{
    if (PQftype(m_answer, column) == byteaType)
        return QByteArray::fromHex(raw(column).mid(2)); // "\x" and two digits a byte
    return {PQgetvalue(m_answer, m_row, column), PQgetlength(m_answer, m_row, column)};
}

QVariant PostgresColumns::value(int column) const
{
    if (PQgetisnull(m_answer, m_row, column))
        return {};
    switch (PQftype(m_answer, column)) {
    case boolType:
        return flag(column);
    case byteaType:
        return bytes(column);
    case int8Type:
    case int4Type:
    case int2Type:
        return integer(column);
    case float4Type:
    case float8Type:
        return real(column);
    default:
        return text(column);
    }
}

} // namespace hermes
