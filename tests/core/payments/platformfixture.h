#pragma once

#include "db.h"
#include "platformdb.h"
#include "postgresaddress.h"
#ifdef HERMES_HAS_POSTGRES_SERVER
#include "postgresserver.h"
#endif

#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace hermes::payments::test {

/// A platform database as Prisma's migrations make it, in SQLite or PostgreSQL.
class PlatformTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_directory.isValid());
#ifdef HERMES_HAS_POSTGRES_SERVER
        if (isPostgres()) {
            auto &server = hermes::test::PostgresServer::shared();
            ASSERT_EQ(server.problem(), QString());
            m_address = PostgresAddress::fromUrl(server.freshDatabase()).value();
        }
#endif
        Db::Options options;
        options.schema.clear();
        auto opened = isPostgres() ? Db::openPostgres(m_address, options) : Db::openSqlite(path(), options);
        ASSERT_TRUE(opened) << opened.error().text().toStdString();
        tables = std::move(*opened);
        script(isPostgres() ? postgresTables() : sqliteTables());
    }

    [[nodiscard]] static bool isPostgres()
    {
        return GetParam();
    }
    [[nodiscard]] QString path() const
    {
        return m_directory.filePath(QStringLiteral("platform.db"));
    }
    [[nodiscard]] std::unique_ptr<PlatformDb> platform(const PlatformMap &map = PlatformMap::standard()) const
    {
        return isPostgres() ? PlatformDb::ofPostgres([at = m_address] { return at; }, map)
                            : PlatformDb::ofSqlite(path(), map);
    }
    void script(const QStringList &statements)
    {
        const Status done = tables->script(statements);
        ASSERT_TRUE(done) << done.error().text().toStdString();
    }
    /// A time in either database's form: `ms` since 1970.
    [[nodiscard]] static QString at(qint64 ms)
    {
        return isPostgres() ? QStringLiteral("(timestamp '1970-01-01' + %1 * interval '1 millisecond')").arg(ms)
                            : QString::number(ms);
    }
    void addSubscription(
        const QString &id, const QString &status, qint64 ms, const QString &plan = QStringLiteral("pro"))
    {
        script({QStringLiteral(
            "insert into \"Subscription\" (id, \"userId\", \"planCode\", status, \"createdAt\", \"updatedAt\") "
            "values ('%1', 'user-%1', '%2', '%3', %4, %4)")
                    .arg(id, plan, status, at(ms))});
    }
    void addOrder(const QString &id, const QString &subscription, const QString &status, qint64 ms,
        const QString &amount = QStringLiteral("19900"))
    {
        script({QStringLiteral(
            "insert into \"Order\" (id, \"userId\", \"subscriptionId\", \"planCode\", status, \"amountFen\", "
            "currency, \"outTradeNo\", \"createdAt\", \"paidAt\", \"updatedAt\") values ('%1', 'user-%2', "
            "nullif('%2', ''), 'pro', '%3', %5, 'CNY', 'T%1', %4, case when '%3' = 'PAID' then %4 end, %4)")
                    .arg(id, subscription, status, at(ms), amount)});
    }
    [[nodiscard]] static QStringList postgresTables()
    {
        return {
            QStringLiteral("create type \"OrderStatus\" as enum ('PENDING', 'PAID', 'CLOSED', 'REFUNDED', 'FROZEN')"),
            QStringLiteral(
                "create table \"Subscription\" (id text primary key, \"userId\" text not null, \"planCode\" text not "
                "null, status text not null, \"currentPeriodEnd\" timestamp(3), \"createdAt\" timestamp(3) not null "
                "default current_timestamp, \"updatedAt\" timestamp(3) not null)"),
            QStringLiteral(
                "create table \"Order\" (id text primary key, \"userId\" text not null, \"subscriptionId\" text "
                "references \"Subscription\"(id), \"planCode\" text, status \"OrderStatus\" not null, \"amountFen\" "
                "integer, currency text, \"outTradeNo\" text, \"transactionId\" text, \"createdAt\" timestamp(3) not "
                "null, \"paidAt\" timestamp(3), \"updatedAt\" timestamp(3) not null)"),
            QStringLiteral(
                "create table \"HermesInstance\" (id text primary key, \"subscriptionId\" text not null, status text, "
                "\"baseUrl\" text, \"externalRef\" text, \"llmApiKey\" text, \"llmApiTokenId\" integer, \"hostPort\" "
                "integer, \"updatedAt\" timestamp(3) not null)"),
            QStringLiteral("create index o1 on \"Order\" (\"createdAt\" desc, id desc)"),
            QStringLiteral("create index o2 on \"Order\" (\"updatedAt\")"),
            QStringLiteral("create index o3 on \"Order\" (\"subscriptionId\")"),
            QStringLiteral("create index s1 on \"Subscription\" (\"updatedAt\")"),
            QStringLiteral("create index i1 on \"HermesInstance\" (\"updatedAt\")")};
    }
    [[nodiscard]] static QStringList sqliteTables()
    {
        QStringList statements = postgresTables();
        statements.removeFirst();
        for (QString &sql : statements)
            sql.replace(QStringLiteral("timestamp(3)"), QStringLiteral("datetime"))
                .replace(QStringLiteral("\"OrderStatus\""), QStringLiteral("text"));
        return statements;
    }

    std::unique_ptr<Db> tables; ///< with the platform's own rights

private:
    QTemporaryDir m_directory;
    PostgresAddress m_address;
};

[[nodiscard]] inline std::string why(const Error &error)
{
    return error.text().toStdString();
}

} // namespace hermes::payments::test
