#include "dblistener.h"

#include "dberror.h"

#include <libpq-fe.h>

namespace hermes {

struct DbListener::Link {
    explicit Link(PGconn *made)
        : connection(made)
    { }
    ~Link() { PQfinish(connection); }
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;
    PGconn *connection;
};

DbListener::DbListener(PostgresAddress address)
    : m_address(std::move(address))
{ }

DbListener::~DbListener() = default;

Status DbListener::listen()
{
    auto link = std::make_unique<Link>(PQconnectdb(m_address.conninfo().toUtf8().constData()));
    if (PQstatus(link->connection) != CONNECTION_OK)
        return tl::unexpected<Error>(
            cannotConnect(m_address.text(), QString::fromUtf8(PQerrorMessage(link->connection))));
    PGresult *const result = PQexec(link->connection, "listen hermes_admin");
    const bool listens = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!listens)
        return tl::unexpected<Error>(
            cannotConnect(m_address.text(), QString::fromUtf8(PQerrorMessage(link->connection))));
    m_link = std::move(link);
    ++m_version; // whatever happened while nobody listened
    return {};
}

Result<qint64> DbListener::version()
{
    const std::lock_guard lock(m_mutex);
    if (m_link && (PQconsumeInput(m_link->connection) == 0 || PQstatus(m_link->connection) != CONNECTION_OK))
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
