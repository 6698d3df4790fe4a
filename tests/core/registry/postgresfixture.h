#pragma once

#include "dbconnections.h"
#include "dblistener.h"
#include "postgresserver.h"
#include "registry.h"

#include <gtest/gtest.h>
#include <thread>

namespace hermes::test {

inline std::string why(const Error &error)
{
    return error.text().toStdString();
}

inline bool within(std::chrono::milliseconds time, const std::function<bool()> &met)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (!met()) {
        if (std::chrono::steady_clock::now() >= end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

class Postgres : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_EQ(server.problem(), QString());
        url = server.freshDatabase();
        ASSERT_FALSE(url.isEmpty());
    }
    [[nodiscard]] PostgresAddress address() const { return PostgresAddress::fromUrl(url).value(); }
    [[nodiscard]] std::unique_ptr<Db> connect(const Db::Options &options = {}) const
    {
        auto opened = Db::openPostgres(address(), options);
        EXPECT_TRUE(opened) << why(opened.error());
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] std::unique_ptr<Registry> registry()
    {
        auto opened = Registry::open(url, clock, random);
        EXPECT_TRUE(opened) << why(opened.error());
        return opened ? std::move(*opened) : nullptr;
    }
    static Status makeTable(Db &db)
    {
        HERMES_TRY(db.makeSchema());
        return db.script(
            {QStringLiteral("create table things (id bigint primary key, name text not null, share double precision,"
                            " live boolean not null, bytes bytea, check (length(name) < 400))"),
                QStringLiteral("create unique index things_name on things (name)")});
    }
    static Result<qint64> add(Db &db, int id, const QString &name)
    {
        return db.exec(QStringLiteral("insert into things (id, name, share, live, bytes) values (?, ?, ?, ?, ?)"),
            {id, name, 0.1, true, QByteArray()});
    }

    PostgresServer &server = PostgresServer::shared();
    QString url;
    ManualClock clock;
    SeededRandom random{3};
    Actor alice{QStringLiteral("alice"), {}};
};

} // namespace hermes::test
