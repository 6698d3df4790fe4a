#include "desk.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

QString cardOf(const Desk &desk, const QString &key, const char *role)
{
    RecordListModel *cards = desk.app.tenants()->cards();
    for (int row = 0; row < cards->count(); ++row) {
        if (cards->index(row).data(cards->roleNames().key("key")).toString() == key)
            return cards->index(row).data(cards->roleNames().key(role)).toString();
    }
    return {};
}

QVariant fieldOf(const RecordListModel &list, int row, const char *role)
{
    return list.index(row).data(list.roleNames().key(role));
}

QString nameOfFirst(const RecordListModel &list)
{
    return fieldOf(list, 0, "name").toString();
}

void openCode(Desk &desk)
{
    desk.app.tenants()->select(u"acme-research"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return desk.app.bind()->state() == "live"_L1; }, 2'000));
}

} // namespace

TEST(TenantsController, countsTheFleetOnItsCards)
{
    const Desk desk;
    EXPECT_EQ(cardOf(desk, u"READY"_s, "value"), u"29"_s);
    EXPECT_EQ(cardOf(desk, u"BIND_WAIT"_s, "caption"), u"longest 2:36"_s);
    EXPECT_EQ(cardOf(desk, u"group:stuck"_s, "caption"), u"2 blocked, 1 retrying"_s);
    EXPECT_EQ(cardOf(desk, u"paid"_s, "caption"), u"longest 18:42"_s);
    EXPECT_EQ(cardOf(desk, u"hosts"_s, "caption"), u"ecs-bj-01 down 6 min"_s);
}

TEST(TenantsController, saysNothingAboutAFleetItNeverRead)
{
    const Desk desk(DemoBackend::Scene::Unreadable);
    EXPECT_FALSE(desk.app.tenants()->isKnown());
    EXPECT_EQ(cardOf(desk, u"READY"_s, "value"), u"–"_s);
    EXPECT_TRUE(desk.app.tenants()->countText().isEmpty());
    EXPECT_TRUE(desk.app.link()->isLost());
}

TEST(TenantsController, offersForSeveralOnlyWhatFitsThemAll)
{
    const Desk desk;
    TenantsController *tenants = desk.app.tenants();
    tenants->check(u"an-ruo"_s, true);
    EXPECT_TRUE(tenants->canRestart());
    tenants->check(u"northgate-fund"_s, true);
    EXPECT_FALSE(tenants->canRestart());
}

TEST(TenantsController, showsAPushedDeathInTheTableAndThePane)
{
    Desk desk;
    desk.app.tenants()->select(u"lin-jia"_s);
    TenantRow row = *desk.app.tenants()->model().find(u"lin-jia"_s);
    row.phase = u"DEGRADED"_s;
    row.reason = u"EXITED"_s;
    desk.backend.push(row);
    EXPECT_EQ(desk.app.tenant()->phaseName(), u"Degraded"_s);
    EXPECT_TRUE(desk.app.tenant()->reasonShown());
    EXPECT_EQ(desk.app.tenants()->rows()->nameAt(2), u"lin-jia"_s);
}

TEST(BindController, masksTheCodeInTheMomentItsTimeEnds)
{
    Desk desk;
    openCode(desk);
    EXPECT_EQ(desk.app.bind()->remaining(), u"1:24"_s);
    EXPECT_FALSE(desk.app.bind()->content().isEmpty());
    desk.advance(83'000);
    EXPECT_FALSE(desk.app.bind()->content().isEmpty());
    desk.advance(1'000);
    EXPECT_TRUE(desk.app.bind()->content().isEmpty());
    EXPECT_EQ(desk.app.bind()->state(), u"renewing"_s);
}

TEST(BindController, hidesTheCodeWhenTheWindowIsNotLive)
{
    Desk desk;
    openCode(desk);
    desk.backend.setScene(DemoBackend::Scene::Lost);
    EXPECT_TRUE(desk.app.bind()->content().isEmpty());
    EXPECT_EQ(desk.app.bind()->state(), u"stale"_s);
}

TEST(BindController, forgetsTheCodeOfTheTenantThatIsLeft)
{
    Desk desk;
    openCode(desk);
    desk.app.tenants()->select(u"lin-jia"_s);
    EXPECT_TRUE(desk.app.bind()->content().isEmpty());
    EXPECT_FALSE(desk.app.bind()->isShown());
    desk.backend.setBindState(u"acme-research"_s, u"SCANNED"_s);
    EXPECT_FALSE(desk.app.bind()->isShown());
}

TEST(BindController, asksForDigitsAndSaysWhenTheyWereRefused)
{
    Desk desk;
    openCode(desk);
    desk.backend.setBindState(u"acme-research"_s, u"DIGITS"_s);
    EXPECT_TRUE(desk.app.bind()->asksDigits());
    desk.app.bind()->enterDigits(u"47"_s);
    QTest::qWait(10);
    EXPECT_TRUE(desk.app.bind()->digitsRefused());
}

TEST(BindController, followsALoginThatWasScannedAlthoughNobodyLooks)
{
    Desk desk;
    openCode(desk);
    desk.backend.setBindState(u"acme-research"_s, u"SCANNED"_s);
    desk.app.bind()->setLooked(false);
    EXPECT_TRUE(desk.backend.isBindOpen());
    EXPECT_EQ(desk.app.bind()->state(), u"scanned"_s);
    desk.backend.renewBindCode(u"acme-research"_s); // the scan came to nothing
    EXPECT_TRUE(desk.app.bind()->content().isEmpty());
    EXPECT_FALSE(desk.backend.isBindOpen());
    desk.app.bind()->setLooked(true);
    EXPECT_EQ(desk.app.bind()->state(), u"live"_s);
}

TEST(BindController, asksForNoCodeOfATenantThatBeginsToWaitWhileNobodyLooks)
{
    Desk desk;
    desk.app.bind()->setLooked(false);
    desk.app.tenants()->select(u"acme-research"_s);
    QTest::qWait(500);
    EXPECT_FALSE(desk.backend.isBindOpen());
    desk.app.bind()->setLooked(true);
    EXPECT_EQ(desk.app.bind()->state(), u"live"_s);
}

TEST(BindController, aRebindThatHappenedWhileNobodyLookedIsNotAskedForAgain)
{
    Desk desk;
    desk.app.tenants()->select(u"lin-jia"_s);
    desk.app.tenant()->perform(u"rebind"_s);
    ASSERT_TRUE(desk.backend.isBindOpen());
    desk.app.bind()->setLooked(false);
    TenantRow row = *desk.app.tenants()->model().find(u"lin-jia"_s);
    row.generation += 1;
    desk.backend.push(row);
    desk.app.bind()->setLooked(true);
    EXPECT_FALSE(desk.backend.isBindOpen());
    EXPECT_FALSE(desk.app.bind()->isShown());
}

TEST(BindController, saysWhatHoldsTheLoginUpUntilItIsOver)
{
    Desk desk;
    openCode(desk);
    EXPECT_TRUE(desk.app.bind()->trouble().isEmpty());
    desk.backend.setBindState(u"acme-research"_s, u"ASKING"_s);
    desk.backend.setBindProblem(u"acme-research"_s, u"iLink answered with a web page"_s);
    EXPECT_EQ(desk.app.bind()->trouble(), u"iLink answered with a web page"_s);
    EXPECT_EQ(desk.app.bind()->title(), u"Asking for a code"_s);
    desk.backend.setBindProblem(u"acme-research"_s, {});
    EXPECT_TRUE(desk.app.bind()->trouble().isEmpty());
}

TEST(TrustController, trustsOnlyWhatWasPastedWhenSomethingWasPasted)
{
    Desk desk;
    TrustController *trust = desk.app.trust();
    trust->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206"_s);
    QTest::qWait(10);
    ASSERT_TRUE(trust->isOpen());
    EXPECT_EQ(trust->verb(), u"Trust without comparing"_s);
    trust->setPasted(u"SHA256:somethingElse"_s);
    EXPECT_EQ(trust->comparison(), u"different"_s);
    EXPECT_FALSE(trust->isAllowed());
    trust->setPasted(u"256 "_s + trust->shown() + u" root@ecs (ED25519)"_s);
    EXPECT_EQ(trust->comparison(), u"same"_s);
    EXPECT_EQ(trust->comparisonText(), u"Same in all 43 characters"_s);
    EXPECT_TRUE(trust->isAllowed());
}

TEST(TrustController, replacesAChangedKeyOnlyAfterTheHostsNameWasTyped)
{
    Desk desk;
    desk.backend.setHostKeyState(u"CHANGED"_s);
    TrustController *trust = desk.app.trust();
    trust->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206"_s);
    QTest::qWait(10);
    EXPECT_TRUE(trust->hasKeyChanged());
    EXPECT_FALSE(trust->isAllowed());
    trust->setTypedName(u"ecs-hz-0"_s);
    EXPECT_FALSE(trust->isAllowed());
    trust->setTypedName(u"ecs-hz-02"_s);
    EXPECT_TRUE(trust->isAllowed());
}

TEST(TrustController, neverTrustsARevokedKey)
{
    Desk desk;
    desk.backend.setHostKeyState(u"REVOKED"_s);
    TrustController *trust = desk.app.trust();
    trust->ask(u"ecs-bj-01"_s, u"ops@39.105.66.140"_s);
    QTest::qWait(10);
    ASSERT_TRUE(trust->isOpen());
    EXPECT_EQ(trust->title(), u"The key of ecs-bj-01 is revoked"_s);
    trust->setPasted(trust->shown());
    trust->setTypedName(u"ecs-bj-01"_s);
    EXPECT_FALSE(trust->isAllowed());
    trust->trust();
    QTest::qWait(10);
    EXPECT_EQ(desk.app.hosts()->rows()->find(u"ecs-bj-01"_s)->state, u"UNREACHABLE"_s);
    EXPECT_TRUE(trust->isOpen());
}

TEST(NewTenantController, refusesNamesThatHermesCannotHave)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    const QStringList wrong{
        u"Harbor"_s, u"$(reboot)"_s, u"港湾"_s, u"-x"_s, u"a b"_s, QString(64, u'a'), QString(300, u'a'), u"an-ruo"_s};
    for (const QString &name : wrong) {
        form->setName(name);
        EXPECT_FALSE(form->nameError().isEmpty()) << qPrintable(name);
        EXPECT_FALSE(form->isReady());
    }
    form->setName(u"harbor-light"_s);
    EXPECT_TRUE(form->nameError().isEmpty());
}

TEST(NewTenantController, sendsTheFocusToTheFirstWrongField)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    QSignalSpy asked(form, &NewTenantController::focusAsked);
    form->submit();
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked.first().first().toString(), u"name"_s);
    form->setName(u"harbor-light"_s);
    form->submit();
    ASSERT_EQ(asked.count(), 2);
    EXPECT_EQ(asked.last().first().toString(), u"secrets"_s);
}

TEST(NewTenantController, namesAKeyFileOfTwoLinesAsTheFault)
{
    Desk desk;
    QFile file(desk.dir.filePath(u"two.key"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("one\ntwo\n");
    file.close();
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    form->setName(u"harbor-light"_s);
    form->setSecretFile(0, QUrl::fromLocalFile(file.fileName()));
    ASSERT_TRUE(QTest::qWaitFor([&] { return form->errorCount() == 1; }, 2'000));
    EXPECT_FALSE(form->isReady());
}

TEST(NewTenantController, provisionsAndShowsTheNewTenant)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    form->setName(u"harbor-light"_s);
    form->setSecretText(0, u"sk-demo"_s);
    QTest::qWait(300);
    form->submit();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !form->isOpen(); }, 2'000));
    EXPECT_EQ(desk.app.tenants()->selected(), u"harbor-light"_s);
    EXPECT_EQ(desk.app.tenant()->phaseName(), u"Requested"_s);
}

TEST(NewTenantController, offersAHostThatBecomesReadyWhileTheSheetIsOpen)
{
    Desk desk(DemoBackend::Scene::NoHosts);
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    form->setName(u"harbor-light"_s);
    QTest::qWait(10);
    EXPECT_EQ(form->hosts()->count(), 0);
    HostDraft draft;
    draft.name = u"ecs-gz-01"_s;
    desk.backend.addHost(draft, {});
    ASSERT_TRUE(QTest::qWaitFor([&] { return form->hosts()->count() == 1; }, 2'000));
    EXPECT_FALSE(fieldOf(*form->hosts(), 0, "available").toBool());
    EXPECT_TRUE(form->host().isEmpty());
    desk.backend.trustHost(draft.name, {}, false);
    ASSERT_TRUE(QTest::qWaitFor([&] { return fieldOf(*form->hosts(), 0, "available").toBool(); }, 2'000));
    EXPECT_EQ(form->host(), u"ecs-gz-01"_s);
    EXPECT_EQ(form->planNote(), u"on ecs-gz-01, for harbor-light"_s);
}

TEST(NewTenantController, keepsTheChosenHostWhenOthersChange)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    const QString first = form->host();
    form->setHost(u"ecs-bj-01"_s);
    const QString reason = form->hostError();
    EXPECT_FALSE(reason.isEmpty());
    HostDraft draft;
    draft.name = u"ecs-gz-01"_s;
    draft.capacity = 100;
    desk.backend.addHost(draft, {});
    desk.backend.trustHost(draft.name, {}, false);
    ASSERT_TRUE(QTest::qWaitFor([&] { return nameOfFirst(*form->hosts()) == draft.name; }, 2'000));
    EXPECT_EQ(form->host(), u"ecs-bj-01"_s);
    EXPECT_EQ(form->hostError(), reason);
    desk.backend.removeHost(u"ecs-bj-01"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return form->host() != "ecs-bj-01"_L1; }, 2'000));
    EXPECT_TRUE(form->hostError().isEmpty());
    EXPECT_NE(first, form->host());
}

TEST(NewTenantController, aHostThatWasNotChosenDoesNotJumpWhileItIsPossible)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    QTest::qWait(10);
    const QString first = form->host();
    HostDraft draft;
    draft.name = u"ecs-gz-01"_s;
    draft.capacity = 100;
    desk.backend.addHost(draft, {});
    desk.backend.trustHost(draft.name, {}, false);
    ASSERT_TRUE(QTest::qWaitFor([&] { return nameOfFirst(*form->hosts()) == draft.name; }, 2'000));
    EXPECT_EQ(form->host(), first);
}

TEST(NewTenantController, aRelistThatChangesNothingAsksNothing)
{
    Desk desk;
    NewTenantController *form = desk.app.newTenant();
    form->begin();
    form->setName(u"harbor-light"_s);
    QTest::qWait(400);
    const QSignalSpy changed(form, &NewTenantController::changed);
    desk.backend.refresh();
    QTest::qWait(400);
    EXPECT_EQ(changed.count(), 0);
}

TEST(AddHostController, saysAtEachFieldWhatIsWrong)
{
    Desk desk;
    AddHostController *form = desk.app.addHost();
    form->begin();
    form->submit();
    EXPECT_EQ(form->errorCount(), 3);
    form->setName(u"ecs-hz-01"_s);
    EXPECT_FALSE(form->nameError().isEmpty());
    form->setName(u"ecs-gz-01"_s);
    form->setAddress(u"ops@10.0.0.1:99999"_s);
    EXPECT_FALSE(form->addressError().isEmpty());
    form->setAddress(u"ops@[fe80::1]:2222"_s);
    EXPECT_TRUE(form->addressError().isEmpty());
    form->setIdentityFile(u"/k"_s);
    form->setPorts(u"9000-8000"_s);
    EXPECT_FALSE(form->portsError().isEmpty());
    form->setPorts(u"8700-9699"_s);
    EXPECT_EQ(form->errorCount(), 0);
}

TEST(AddHostController, anHostChangeIsAskedAboutItsKeyNext)
{
    Desk desk;
    AddHostController *form = desk.app.addHost();
    form->begin();
    form->setName(u"ecs-gz-01"_s);
    form->setAddress(u"ops@10.0.0.1"_s);
    form->setAuth(u"agent"_s);
    form->submit();
    ASSERT_TRUE(QTest::qWaitFor([&] { return desk.app.trust()->isOpen(); }, 2'000));
    EXPECT_EQ(desk.app.trust()->host(), u"ecs-gz-01"_s);
}

TEST(SettingsController, keepsThemeAndLanguageInItsOwnFile)
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"desktop.ini"_s);
    {
        SettingsController settings(file, dir.path());
        settings.setTheme(u"dark"_s);
        settings.setLanguage(u"zh_CN"_s);
        settings.remember(u"page"_s, u"hosts"_s);
    }
    ASSERT_TRUE(QFile::exists(file));
    SettingsController again(file, dir.path());
    EXPECT_TRUE(again.isDark());
    EXPECT_EQ(again.language(), u"zh_CN"_s);
    EXPECT_EQ(again.remembered(u"page"_s, {}), u"hosts"_s);
    again.setLanguage(u"en"_s);
}

TEST(SettingsController, switchesWhatControllersSayAtOnce)
{
    Desk desk;
    EXPECT_EQ(cardOf(desk, u"READY"_s, "label"), u"Ready"_s);
    EXPECT_EQ(desk.app.tenants()->countText(), u"42 tenants"_s);
    desk.settings.setLanguage(u"zh_CN"_s);
    EXPECT_EQ(cardOf(desk, u"READY"_s, "label"), u"就绪"_s);
    EXPECT_EQ(desk.app.tenants()->countText(), u"42 个租户"_s);
    desk.settings.setLanguage(u"en"_s);
    EXPECT_EQ(cardOf(desk, u"READY"_s, "label"), u"Ready"_s);
}

TEST(SecretController, asksOneHostAfterTheOther)
{
    Desk desk;
    Q_EMIT desk.backend.secretAsked(u"a"_s, u"Passphrase"_s);
    Q_EMIT desk.backend.secretAsked(u"b"_s, u"Password"_s);
    EXPECT_EQ(desk.app.secret()->host(), u"a"_s);
    desk.app.secret()->answer(u"x"_s);
    EXPECT_EQ(desk.app.secret()->host(), u"b"_s);
    desk.app.secret()->answer({});
    EXPECT_FALSE(desk.app.secret()->isOpen());
}
