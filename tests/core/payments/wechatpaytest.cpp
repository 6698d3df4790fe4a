#include "wechatpay.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace hermes::payments::test {

namespace {

constexpr qint64 now = 1'780'000'000;

/// Keys of a merchant and of WeChat Pay, and the command line `openssl` as the other side's implementation.
class WechatPay : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_directory.isValid());
        for (const QString &who : {u"merchant"_s, u"wechat"_s, u"other"_s}) {
            openssl({u"genrsa"_s, u"-out"_s, at(who + u".key"_s), u"2048"_s});
            openssl({u"rsa"_s, u"-in"_s, at(who + u".key"_s), u"-pubout"_s, u"-out"_s, at(who + u".pub"_s)});
        }
        openssl({u"req"_s, u"-x509"_s, u"-key"_s, at(u"wechat.key"_s), u"-subj"_s, u"/CN=Tenpay"_s, u"-days"_s, u"2"_s,
            u"-out"_s, at(u"wechat.crt"_s)});
        keys.merchantId = u"1900007291"_s;
        keys.certificateSerial = u"408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB"_s;
        keys.privateKey = Secret(read(u"merchant.key"_s));
        keys.wechatKeyId = u"PUB_KEY_ID_0114232134912410000000000000"_s;
        keys.wechatKey = read(u"wechat.pub"_s);
    }
    [[nodiscard]] QString at(const QString &name) const { return m_directory.filePath(name); }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(at(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
        return file.readAll();
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(at(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.start(u"openssl"_s, arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    [[nodiscard]] bool isSignedBy(const QString &who, const QByteArray &text, const QByteArray &signature) const
    {
        write(u"text"_s, text);
        write(u"signature"_s, signature);
        return openssl({u"dgst"_s, u"-sha256"_s, u"-verify"_s, at(who + u".pub"_s), u"-signature"_s, at(u"signature"_s),
            at(u"text"_s)});
    }
    [[nodiscard]] QByteArray signedBy(const QString &who, const QByteArray &text) const
    {
        write(u"text"_s, text);
        EXPECT_TRUE(openssl(
            {u"dgst"_s, u"-sha256"_s, u"-sign"_s, at(who + u".key"_s), u"-out"_s, at(u"signature"_s), at(u"text"_s)}));
        return read(u"signature"_s);
    }
    [[nodiscard]] QHash<QByteArray, QByteArray> headersOf(
        const QByteArray &body, qint64 seconds = now, const QString &who = u"wechat"_s) const
    {
        const QByteArray time = QByteArray::number(seconds);
        return {{"wechatpay-timestamp", time}, {"wechatpay-nonce", "abc"},
            {"wechatpay-serial", keys.wechatKeyId.toLatin1()},
            {"wechatpay-signature", signedBy(who, time + "\nabc\n" + body + '\n').toBase64()}};
    }

    WechatKeys keys;

private:
    QTemporaryDir m_directory;
};

const QByteArray body
    = R"({"mchid":"1900007291","appid":"wx1","out_trade_no":"T/1","transaction_id":"4200","trade_state":"SUCCESS",)"
      R"("amount":{"total":19900,"currency":"CNY","payer_total":19900},"success_time":"2026-05-15T13:22:26+08:00"})";

} // namespace

TEST_F(WechatPay, asksWithASignatureThatTheOtherSideAccepts)
{
    const QByteArray path = orderQueryPath(u"T/1 ü"_s, keys.merchantId);
    EXPECT_EQ(path, "/v3/pay/transactions/out-trade-no/T%2F1%20%C3%BC?mchid=1900007291");
    const auto header = authorization(keys, "GET", path, now, "593BEC0C930BF1AFEB40B4A08C8FB242");
    ASSERT_TRUE(header) << header.error().text().toStdString();
    static const QRegularExpression form(
        u"^WECHATPAY2-SHA256-RSA2048 "
        u"mchid=\"1900007291\",nonce_str=\"593BEC0C930BF1AFEB40B4A08C8FB242\",signature=\"([^\"]+)\","
        "timestamp=\"1780000000\",serial_no=\"408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB\"$"_s);
    const auto match = form.match(QString::fromLatin1(*header));
    ASSERT_TRUE(match.hasMatch()) << header->toStdString();
    const QByteArray signature = QByteArray::fromBase64(match.captured(1).toLatin1());
    const QByteArray text = "GET\n" + path + "\n1780000000\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n";
    EXPECT_TRUE(isSignedBy(u"merchant"_s, text, signature));
    EXPECT_FALSE(isSignedBy(u"merchant"_s, text + "x", signature));
    EXPECT_FALSE(isSignedBy(u"other"_s, text, signature));
}

TEST_F(WechatPay, refusesAKeyThatCannotSign)
{
    for (const QByteArray &pem : {QByteArray(), QByteArray("no key"), read(u"merchant.pub"_s)}) {
        WechatKeys other = keys;
        other.privateKey = Secret(pem);
        const auto header = authorization(other, "GET", "/", now, "n");
        ASSERT_FALSE(header);
        EXPECT_EQ(header.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(header.error().hint.isEmpty());
    }
}

TEST_F(WechatPay, believesOnlyWhatIsSignedByTheKnownKeyAndOfNow)
{
    EXPECT_TRUE(checkAnswer(keys, headersOf(body), body, now + 299));
    WechatKeys byCertificate = keys;
    byCertificate.wechatKey = read(u"wechat.crt"_s);
    EXPECT_TRUE(checkAnswer(byCertificate, headersOf(body), body, now));

    EXPECT_FALSE(checkAnswer(keys, headersOf(body), body + ' ', now));
    EXPECT_FALSE(checkAnswer(keys, headersOf(body, now, u"other"_s), body, now));
    EXPECT_FALSE(checkAnswer(keys, headersOf(body), body, now + 301));
    EXPECT_FALSE(checkAnswer(keys, headersOf(body), body, now - 301));
    EXPECT_FALSE(checkAnswer(keys, {}, body, now));
    for (const QByteArray &header :
        {"wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial", "wechatpay-signature"}) {
        auto headers = headersOf(body);
        headers[header] = "x";
        EXPECT_FALSE(checkAnswer(keys, headers, body, now)) << header.toStdString();
        headers.remove(header);
        const auto refused = checkAnswer(keys, headers, body, now);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::Auth);
    }
    WechatKeys without = keys;
    without.wechatKey = "nothing";
    EXPECT_FALSE(checkAnswer(without, headersOf(body), body, now));
}

TEST(WechatPayAnswer, saysWhatTheOrderIs)
{
    const auto answer = orderAnswer(200, body, u"T/1"_s, u"1900007291"_s, 5);
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(answer->tradeState, u"SUCCESS"_s);
    EXPECT_EQ(answer->amount.minor, 19'900);
    EXPECT_EQ(answer->amount.currency, u"CNY"_s);
    EXPECT_EQ(answer->transactionId, u"4200"_s);
    EXPECT_EQ(answer->paidMs, 1'778'822'546'000);
    EXPECT_EQ(answer->askedMs, 5);
    const auto open = orderAnswer(200, R"({"mchid":"m","out_trade_no":"t","trade_state":"NOTPAY"})", u"t"_s, u"m"_s, 5);
    ASSERT_TRUE(open);
    EXPECT_FALSE(open->amount.minor);
    EXPECT_EQ(open->paidMs, 0);
}

TEST(WechatPayAnswer, tellsErrorsApart)
{
    const std::tuple<int, QByteArray, ErrorKind> rows[] = {
        {404, R"({"code":"ORDER_NOT_EXIST","message":"订单不存在"})", ErrorKind::NotFound},
        {401, R"({"code":"SIGN_ERROR"})", ErrorKind::Auth},
        {403, R"({"code":"NO_AUTH"})", ErrorKind::Auth},
        {429, R"({"code":"FREQUENCY_LIMITED"})", ErrorKind::Network},
        {500, "<html>", ErrorKind::Network},
        {400, R"({"code":"PARAM_ERROR"})", ErrorKind::Remote},
        {200, body, ErrorKind::Remote}, // about another order
        {200, "[]", ErrorKind::Remote},
    };
    for (const auto &[status, text, kind] : rows) {
        const auto answer = orderAnswer(status, text, u"T2"_s, u"1900007291"_s, 0);
        ASSERT_FALSE(answer) << status;
        EXPECT_EQ(answer.error().kind, kind) << status << text.toStdString();
        EXPECT_FALSE(answer.error().hint.isEmpty());
    }
    EXPECT_FALSE(orderAnswer(200, body, u"T/1"_s, u"another"_s, 0));
}

TEST(WechatPayRefund, saysWhatBecameOfIt)
{
    EXPECT_EQ(refundQueryPath(u"R_1-a|b*@9"_s), "/v3/refund/domestic/refunds/R_1-a%7Cb%2A%409");
    const QByteArray said
        = R"({"refund_id":"50000000382019052709732678859","out_refund_no":"R1","transaction_id":"4200",)"
          R"("out_trade_no":"T/1","channel":"ORIGINAL","success_time":"2026-05-15T13:22:26+08:00","status":"SUCCESS",)"
          R"("amount":{"total":19900,"refund":100,"payer_total":19900,"payer_refund":100,"currency":"CNY"}})";
    const auto answer = refundAnswer(200, said, u"R1"_s, 5);
    ASSERT_TRUE(answer) << answer.error().text().toStdString();
    EXPECT_EQ(*answer,
        (RefundAnswer{u"SUCCESS"_s, moneyFrom(u"100"_s, u"CNY"_s, true), moneyFrom(u"19900"_s, u"CNY"_s, true), u"R1"_s,
            u"T/1"_s, u"50000000382019052709732678859"_s, 1'778'822'546'000, 5}));
    for (const QByteArray word : {"PROCESSING", "CLOSED", "ABNORMAL", "A_NEW_WORD"}) {
        const auto other
            = refundAnswer(200, R"({"out_refund_no":"R1","out_trade_no":"T","status":")" + word + R"("})", u"R1"_s, 5);
        ASSERT_TRUE(other) << word.toStdString();
        EXPECT_EQ(other->state, QString::fromLatin1(word)) << "its own word, whatever it is";
        EXPECT_FALSE(other->amount.minor);
        EXPECT_EQ(other->doneMs, 0);
    }
    const std::tuple<int, QByteArray, ErrorKind> refused[] = {
        {404, R"({"code":"RESOURCE_NOT_EXISTS","message":"退款单不存在"})", ErrorKind::NotFound},
        {401, R"({"code":"SIGN_ERROR"})", ErrorKind::Auth},
        {429, R"({"code":"FREQUENCY_LIMITED"})", ErrorKind::Network},
        {400, R"({"code":"PARAM_ERROR"})", ErrorKind::Remote},
        {200, R"({"out_refund_no":"R2","out_trade_no":"T","status":"SUCCESS"})", ErrorKind::Remote},
        {200, R"({"out_refund_no":"R1","status":"SUCCESS"})", ErrorKind::Remote},
        {200, R"({"out_refund_no":"R1","out_trade_no":"T"})", ErrorKind::Remote},
        {200, "[]", ErrorKind::Remote},
    };
    for (const auto &[status, text, kind] : refused) {
        const auto refusal = refundAnswer(status, text, u"R1"_s, 0);
        ASSERT_FALSE(refusal) << text.toStdString();
        EXPECT_EQ(refusal.error().kind, kind) << text.toStdString();
        EXPECT_FALSE(refusal.error().hint.isEmpty());
    }
}

} // namespace hermes::payments::test
