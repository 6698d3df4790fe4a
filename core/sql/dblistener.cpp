#include "dblistener.h"

#include "dberror.h"
#include "dbwatchdog.h"

#include <libpq-fe.h>

namespace hermes {

namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::seconds patience{5};

/// True if the server did it in time.
bool command(PGconn *connection, const char *sql)
{
    const auto watched = guardSocket(PQsocket(connection), patience);
    PGresult *const result = PQexec(connection, sql);
    const ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

} // namespace

struct DbListener::Link {
    explicit Link(PGconn *made)
        : connection(made)
    { }
    ~Link() { PQfinish(connection); }
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;
    PGconn *connection;
    Steady::time_point heard = Steady::now();
};

DbListener::DbListener(PostgresAddress address, std::chrono::seconds signOfLifeEvery, QString channel)
    : m_address(std::move(address))
    , m_signOfLifeEvery(signOfLifeEvery)
    , m_channel(std::move(channel))
{ }

DbListener::~DbListener() = default;

Status DbListener::listen()
{
    auto link = std::make_unique<Link>(PQconnectdb(m_address.conninfo().toUtf8().constData()));
    if (PQstatus(link->connection) != CONNECTION_OK)
        return tl::unexpected<Error>(
            cannotConnect(m_address.text(), QString::fromUtf8(PQerrorMessage(link->connection))));
    const QString quoted = QString(m_channel).replace(QLatin1Char('"'), QStringLiteral("\"\""));
    if (!command(link->connection, QStringLiteral("listen \"%1\"").arg(quoted).toUtf8().constData()))
        return tl::unexpected<Error>(
            cannotConnect(m_address.text(), QString::fromUtf8(PQerrorMessage(link->connection))));
    m_link = std::move(link);
    ++m_version; // whatever happened while nobody listened
    return {};
}

bool DbListener::isAlive()
{
    if (PQconsumeInput(m_link->connection) == 0 || PQstatus(m_link->connection) != CONNECTION_OK)
        return false;
    if (Steady::now() - m_link->heard < m_signOfLifeEvery)
        return true;
    m_link->heard = Steady::now();
    return command(m_link->connection, "");
}

Result<qint64> DbListener::version()
{
    const std::lock_guard lock(m_mutex);
    if (m_link && !isAlive())
        m_link.reset();
    if (!m_link)
        HERMES_TRY(listen());
    while (PGnotify *heard = PQnotifies(m_link->connection)) {
        ++m_version;
        PQfreemem(heard);
    }
    return m_version;
}

} // namespace hermes
