#include "db.h"
#include "dblistener.h"

// For builds without libpq.
namespace hermes {

struct DbListener::Link { };

static tl::unexpected<Error> notBuiltIn()
{
    return fail(ErrorKind::Invalid, translate("Database", "This program was built without PostgreSQL."), {},
        translate("Database", "Use a registry of this machine (sqlite:PATH), or build with HERMES_POSTGRESQL=ON."));
}

Result<std::unique_ptr<Db>> Db::openPostgres(const PostgresAddress &, const Options &)
{
    return notBuiltIn();
}

DbListener::DbListener(PostgresAddress address, std::chrono::seconds signOfLifeEvery, QString channel)
    : m_address(std::move(address))
    , m_signOfLifeEvery(signOfLifeEvery)
    , m_channel(std::move(channel))
{ }
DbListener::~DbListener() = default;

Result<qint64> DbListener::version()
{
    return notBuiltIn();
}

} // namespace hermes
