namespace Recoup.Core.Directory.Lexicon;

/// <summary>Words that say nothing by themselves but that they are no names, and words that stand beside names.</summary>
internal static class OrdinaryWords
{
    public const string Things = """
        account accounts acct user users usr benutzer utilisateur usuario usuário utente gebruiker użytkownik bruger bruker användare käyttäjä
        kullanıcı konto konten cuenta nalog účet tili hesap hesabı akun пользователь учетная запись λογαριασμός χρήστης 账号 帐号 帳號 アカウント 계정 حساب חשבון
        prod production preprod staging nonprod develop development sandbox uat testsystem nightly daily weekly hourly monthly release releases
        version versions hotfix changelog data database databases dwh dataset datalake analytics metrics dashboard dashboards report reports
        statistics stats insights telemetry apps application applications mobile ios android browser website webapp frontend backend microservice
        microservices cluster proxy gateway firewall network router switch vpn dns dhcp platform portal engine machine device devices display tablet
        handheld terminal token tokens secret secrets credential credentials certificate project projects ticket tickets issue issues backlog sprint
        kanban roadmap workflow workflows form forms survey surveys task tasks queue queues event events log logs audit import imports export exports
        upload download update updates transfer viewer parser generator listener dispatcher controller watcher poller publisher subscriber helper
        assistant manager tool tools toolkit toolchain script scripts plugin plugins addon extension template templates mail email mails call calls
        smtp imap calendar chat channel primary secondary backupset legacy temp temporary dummy example default unknown former deleted inactive
        removed anonymous nobody internal global central regional corporate company corp inc ltd gmbh llc limited holding solutions software
        technologies technology consulting enterprise business supplier suppliers vendor vendors and of for from with not your our this is all floor
        building etage étage parking canteen cafeteria engineering research product infrastructure architecture quality assurance projekt projet
        proyecto projeto progetto données datos dados dati gegevens daten nuit nocturne noche tower grid actions triage standup onboarding offboarding
        incident incidents escalation operator operators проект данные проекта 项目 数据 プロジェクト データ 프로젝트 데이터 公司 有限公司 株式会社 処理 小助手 delete remove disabled
        obsolete donotuse tbd none null undefined nil noname anonym placeholder archived migrated duplicate market markets marketplace marktplatz
        standard special premium basic extra zone region flow flows space spaces content assets asset catalog catalogue inventory workspace workspaces
        jirauser confluenceuser atlassian jsm jpd itsm cmdb sprintboard epic stories lieferant lieferanten fournisseur proveedor fornecedor
        leverancier zugang accès acceso acesso accesso toegang dostęp beamer projector projectors copier copiers tv screen screens laptop laptops
        notebook workstation pc desktop minutes newsfeed blog forum community wiki intranet extranet landing
        """;

    public const string ThingsOrNames = """
        job dev web cloud host key core bridge hub link new old local int node power bi sql alpha beta gamma delta omega compte conta comte raum
        zimmer werk kantoor werkstatt praxis schule bilgi corpus projektor builderman index matrix vector tensor app writer checker handler
        """;

    /// <summary>Colours, animals, places: people are called so, and rooms and projects as well.</summary>
    public const string Natural = """
        nova atlas phoenix mercury falcon apollo titan orion jupiter saturn pluto neptune planet star sky ocean river forest lake mountain blue green
        red black white grey gray silver golden whale tiger eagle lion wolf fox summer winter spring autumn sunday monday friday saturday breeze
        quantum leap melody cord can will london paris berlin hamburg münchen munich wien zürich madrid lisboa roma milano tokyo dublin boston austin
        denver sydney the do to by so page post field north south east west are main story sample platz
        """;

    public const string Particles = """
        dr drs prof professor mr mrs ms miss mx sir dame lord lady rev fr sr sra jr ing dipl mag med phd md mba msc bsc esq cpa ii iii iv van von der
        den dem de del della delle di da dos das du des la le les el al bin binti bint ibn ben ter ten te het zu zum zur af av y mc mac ext extern
        external externe externo esterno contractor consultant freelance freelancer intern she her him they them freifrau freiherr herr frau mme mlle
        don doña dona
        """;
}
