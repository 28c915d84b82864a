namespace Recoup.Core.Directory.Lexicon;

/// <summary>
/// Functions of an organisation, rooms, test accounts: several people stand behind them. A word that somebody may be called
/// belongs into the table "or names".
/// </summary>
internal static class SharedWords
{
    /// <summary>Words that make whatever stands beside them shared.</summary>
    public const string Groups = """
        team teams desk desks group mailbox mailboxes inbox department dept helpdesk servicedesk frontdesk committee squad gruppe gruppenpostfach
        funktionspostfach sammelpostfach postfach abteilung verteiler équipe equipe groupe département boîte equipo grupo departamento buzón equipa
        squadra gruppo reparto ufficio afdeling zespół zespol dział dzial oddělení avdelning avdeling afdelning ryhmä tiimi csapat echipa ekip ekibi
        bölümü отдел команда группа департамент служба відділ ομάδα τμήμα отдела 团队 團隊 部门 チーム 부서 지원팀 인사팀 총무팀 회계팀 영업팀 개발팀 운영팀 재무팀 마케팅팀 فريق قسم צוות
        מחלקת מחלקה ฝ่าย แผนก टीम विभाग teamleitung supportteam projektteam salesteam devteam sekretariatsteam cellule gabinete avdelningen afdelingen
        osasto bölüm oddział roboczej referat dezernat stabsstelle ressort brigade taskforce chapter tribe council
        """;

    public const string Functions = """
        info information informations support contact contacts hello careers career recruiting recruitment hiring talentacquisition accounts
        accounting accountspayable accountsreceivable finance financial payroll invoices invoice invoicing payables receivables marketing
        communications communication newsletter webmaster hostmaster abuse compliance dataprotection gdpr security admin admins administrator
        administrators administration sysadmin helpline hotline callcenter reception receptionist office shared procurement purchasing logistics
        warehouse shipping feedback orders enquiries enquiry inquiries returns complaints customer customers customercare customerservice client
        clients humanresources operations oncall noc everyone allstaff staff employees volunteers interns testing testuser testaccount demouser
        demoaccount training trainee sandboxuser guestuser generic meeting meetings meetingroom conference conferenceroom boardroom kiosk kontakt
        kundenservice kundendienst buchhaltung rechnung rechnungen rechnungswesen bestellung bestellungen empfang vertrieb verkauf einkauf personal
        personalabteilung bewerbung bewerbungen sekretariat verwaltung geschäftsstelle zentrale poststelle büro buero betriebsrat datenschutz
        öffentlichkeitsarbeit versand disposition anmeldung auskunft besprechungsraum besprechungszimmer konferenzraum schulungsraum seminarraum
        meetingraum sitzungszimmer testbenutzer accueil comptabilité compta ventes achats assistance facturation factures facture recrutement
        ressources humaines direction secrétariat informatique logistique commercial réunion réunions clientèle renseignements contacto soporte ventas
        contabilidad administración facturación compras recursos humanos rrhh atención clientes cliente recepción reunión reuniones prensa información
        secretaría oficina almacén pedidos reservas contato suporte vendas financeiro faturamento faturação atendimento recepção reunião secretaria
        comercial diretoria contabilidade administrativo contatti assistenza vendite amministrazione contabilità fatture fatturazione acquisti
        segreteria riunioni riunione commerciale magazzino verkoop inkoop administratie boekhouding klantenservice klantendienst receptie facturen
        personeelszaken vergaderzaal vergaderruimte secretariaat ondersteuning biuro pomoc sprzedaż księgowość ksiegowosc kadry rekrutacja recepcja
        faktury wsparcie zamówienia klienta obsługi podpora prodej účetní účetnictví fakturace recepce zákaznická zasedačka podrška racunovodstvo
        računovodstvo prodaja kundeservice kundtjänst kundservice kundesupport regnskap økonomi ekonomi lönekontor löner faktura mötesrum møterom
        konferensrum resepsjon asiakaspalvelu myynti laskutus neuvotteluhuone taloushallinto toimisto vaihde ügyfélszolgálat iroda pénzügy könyvelés
        tárgyaló suport vânzări contabilitate birou ședințe muhasebe destek iletişim resepsiyon satış toplantı odası pelanggan keuangan penjualan
        bantuan rapat поддержка поддержки техподдержка бухгалтерия бухгалтерии инфо приёмная приемная переговорная продажи продаж кадры закупки
        секретариат підтримка бухгалтерія кадри υποστήριξη λογιστήριο πωλήσεις γραμματεία εξυπηρέτηση πληροφορίες 客服 财务 財務部 人事部 行政部 市场部 销售部 采购部 研发部
        技术部 会议室 會議室 前台 管理员 管理員 支持中心 办公室 测试账号 测试用户 共享 会議室 受付 経理 総務 人事 営業 広報 事務局 窓口 サポート 管理者 共有 テスト 採用 お問い合わせ 회의실 고객센터 고객지원 관리자 테스트 총무 대표메일 الدعم دعم
        المبيعات مبيعات المحاسبة محاسبة الاستقبال استقبال قاعة اجتماعات معلومات תמיכה מכירות קבלה משרד חשבונות הנהלת สนับสนุน บัญชี ลูกค้า सहायता
        समर्थन बैठक student students pupil pupils teacher teachers assistants owners stakeholders managers editors editorial newsroom library archive
        museum pharmacy clinic nurses drivers dispatch appointments bookings reservations concierge housekeeping maintenance caretaker visitors
        visitor membership members alumni admissions registrar enrolment treasury controlling taxes secretary secretariat receiving returnsdesk claims
        underwriting tenders bids partners resellers distributors suppliersupport servicepoint infopoint contactus enquire mailroom switchboard
        telephone triageline intake workplace redaktion lektorat schulung schulungen azubi azubis praktikanten auszubildende lohnbuchhaltung
        finanzbuchhaltung fibu kreditoren debitoren mahnwesen bibliothek hausmeister leitstelle fuhrpark innendienst außendienst aussendienst
        kundenbetreuung reklamation garantie bestellwesen nachbestellung auftrag aufträge angebote angebot ausschreibung immobilien vorstand
        geschäftsführung geschaeftsfuehrung aufsichtsrat qualitätsmanagement seminare veranstaltungen anmeldungen ticketing praxisteam küche kantine
        gemeinde pfarramt sekretärin vorzimmer schichtleitung leitung juridique téléphonique standardiste paie gestion administratif administrative
        expéditions approvisionnement commande commandes réclamations litiges inscriptions scolarité bibliothèque médiathèque mairie syndicat
        bénévoles stagiaires adhérents billetterie ayuda alertas consultas reclamaciones devoluciones cobros pagos tesorería nóminas nomina calidad
        mantenimiento limpieza biblioteca becarios matrícula alumnos profesores dirección gerencia comunicación proveedores presupuestos citas
        logística envíos ajuda pagamentos cobrança tesouraria folha estoque manutenção qualidade comunicação fornecedores orçamentos licitações
        estagiários alunos pessoal diretor stampa personale risorse umane ordini preventivi reclami spedizioni stagisti direzione presidenza tesoreria
        logistica comunicazione prenotazioni sportello bestellingen klachten magazijn logistiek personeel salarisadministratie onderhoud bibliotheek
        leerlingen studenten vrijwilligers huisvesting zaal spreekkamer kadr sprzedaży zakupy magazyn zamówień reklamacje rezerwacje dyrekcja
        księgowości pracownicy stażyści logistyka obchodní nákup sklad personální mzdy objednávky reklamace zasedací místnost kancelář vedení
        zákaznický ekonomiavdelning inköp försäljning beställning ordrar växel personalavdelning konferens bokning elever vaktmästare salg innkjøp
        indkøb bestilling bogholderi bokholderi møderum eiendom tilaukset ostot palkat henkilöstö varasto huolto kokoushuone kirjasto satınalma
        kaynakları sipariş siparişler depo lojistik kalite bakım öğrenci кадров продажам заказы склад логистика дирекция регистратура приемка
        библиотека конференц переговорка кадровая відділу замовлення πωλήσεων προμήθειες αποθήκη παραγγελίες αίθουσα συσκέψεων 采购 销售 市场 人力资源 行政 仓库 物流
        教室 培训 投诉 订单 総務課 経理課 人事課 営業課 営業部 研修 倉庫 購買 代表 물류 채용팀 شؤون الموظفين الموارد البشرية مشتريات المشتريات مستودع הזמנות רכש משאבי מחסן ฝึกอบรม
        จัดซื้อ 구매팀 교육팀 ห้องประชุม ห้องเรียน payment payments
        """;

    public const string FunctionsOrNames = """
        sales jobs press media legal hr it ops qa pr rh soc room rooms guest guests help billing test tests demo purchase purchases sala salle salon
        salles lager kasse labs shop store front lobby presse testi success people dpo cfo ceo cto crm erp edi bok planning facility facilities hall
        studio welcome insan labor lohn wache pforte bureau conseil devis kontor møde mesa pôle board guild crew stab ploeg tým ประชุม зал pay lön
        lønn løn
        """;
}
