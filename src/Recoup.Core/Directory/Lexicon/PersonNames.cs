namespace Recoup.Core.Directory.Lexicon;

/// <summary>
/// Frequent names of people, from memory and far from complete. They lend weight to a name that is otherwise only two words in
/// a row; a person whose name is missing here is recognised by the address. No word that mostly means something else.
/// </summary>
internal static class PersonNames
{
    public const string Given = """
        aaron abdul abdullah abebe abel abigail abraham adaeze adam ade adebayo adeola adetokunbo aditi aditya adrian adriana afonso agata agnes
        agnieszka agustin ahmad ahmed aicha aidan aiko aileen aimee aino aisha ajay akira akosua alain alan alasdair albert alberto albin aldo
        alejandra alejandro alejo aleksandar aleksander aleksandra alena alessandra alessandro alex alexander alexandra alexandre alexei alexis alfie
        alfonso alfred ali alice alicia alina alison alistair alla alma alva alvaro amal amanda amara amelia amelie amina amir amit amos amy ana anais
        anand ananya anastasia anastasios anatol anders andre andrea andreas andrei andrew andrzej andrzejka andy aneta angela angelo angus anh anil
        anita anja anjali anke ann anna anne anneke annelies annika ansel anselm anthony antoine anton antonia antonio antti anusha anwar april
        archana aria ariel arielle arjun arnaud arne arno arthur arturo arun arvid asha ashley asif astou astrid athena atsuko audrey augusto aurelie
        ayaan ayo ayodele ayse ayumi babak bahar balazs bao baptiste barbara barry bart bartosz bas basil basile bassam bastian beata beate beatrice
        beatriz bella ben benedict benedikt benjamin benoit bente berit bernadette bernard bernardo bernd bertil beth bettan bettina bhavna bianca
        bilal bill bin binh birgit birgitta bjarne bjorn blanca blessing bob bobby bogdan bogumila boris boubacar bradley brandon branka brenda
        brendan brian bridget brigitte britta bronwyn bruce bruno bryan bryony burak caio caitlin callum camila camille carina carl carla carlo carlos
        carmela carmen carol carolina caroline cassandra catalina catarina cathal catherine cecilia celia celine chantal charles charlie charlotte
        cheikh chen chiamaka chiara chidi chika chinedu chiyo chloe chris christian christina christine christoph christophe christopher chukwuemeka
        cian ciara cindy claire clara claude claudette claudia claudio clemens colette colin constantijn constantin cora corinna cornelia cornelius
        costas craig cristina cynthia cyril dafydd dagmar daisuke dalia damian damir dana daniel daniela daniele danielle danijel danny daphne dario
        darius dariusz darren david davide davit dawid dean deborah declan deepa deepak delphine demba demetrius denis denise deniz dennis derek
        dervla desmond devansh devi diana diego dieter dieudonne dilek dimitri dina dinesh dirk djamila dolores dominik dominique donal donald donna
        dora dorota dorothy douglas dragan duc duncan dung dusan dwayne dwi dylan ebru edgar edith edmund eduardo edward edwin eero efua eilidh eino
        eirik eitan ekaterina elaine elena eleni elias elif elin elisa elisabeth elise elizabeth elke ella ellen elliot elsa elsie elvira emanuel
        emeka emil emilia emilie emily emine emma emmanuel emre enrico enrique enzo eric erica erik erika erin ernesto erwan erwin esme esperanza esra
        esteban estelle esther eszter ethan etienne euan eugene eun eva evan evangelos evelien evelyn ewa ewan fabian fabio fadi faisal fang farah
        farid fariha fatih fatima fatma fatou fatoumata faye federica federico felicia felicity felipe felix feng ferenc fernand fernanda fernando
        filip finn finola fiona fleur florence florian folake frances francesca francesco francis francisco francois frank frans franz fred frederic
        frederik fredrik frida friedrich fritz fumiko gabor gabriel gabriela gael gail ganesh gang gareth gary gaspard gaurav gavin gemma genevieve
        geoffrey georg george georgia gerald geraldine gerard gerd gerda gerhard gerrit ghislaine gian gianni gideon gilbert gilles giorgos giovanni
        gisela giulia giuliana giulio giuseppe glen glenn gloria gopal goran gordon gosia grace graham grainne grant greer greg gregor gregory greta
        grzegorz guadalupe gudrun guido guillaume gulsen gunnar gunther gurpreet gustav guy gwen gwendolyn gyorgy habib hadi hakan hakim halima hamza
        hana hande hanna hannah hannes hans hao harald harold harpreet harri harriet harry haruka haruto hassan hassana hazel heather hector hedwig
        heidi heike heinrich heinz helen helena helga helge helmut hemant hendrik hennie henri henrik henry henryk herbert hermann hieu hilda hilde
        hiroko hiroshi hisham hoa holger hong huda hugh hugo hui humphrey hung huong huseyin hussein hyejin ian ibrahim ida idris ifeoma ignacio igor
        ikechukwu iker ikram ikumi ildiko ilkka ilona ilse ilya imogen imran ina inaki indira ines inga ingeborg inger ingo ingrid inna ioana ioannis
        iqbal irena irene irfan irina iris irmgard irving isaac isabel isabella isabelle isadora ishaan ismael ismail istvan itziar ivan ivana ivo
        iwona iza jaan jaana jack jacob jacqueline jacques jad jaime jakob jakub jamal james jamie jamila jan jana jane janet janina janusz jared
        jarek jari jaroslav jaroslaw jasmin jason jasper jaume javier jay jayden jayne jean jeanette jeanne jeff jeffrey jelena jenna jennifer jenny
        jens jeremy jerome jerzy jesper jesse jessica jesus jian jie jiho jill jim jimmy jin jing jinho jiri joachim joan joana joanna joao joaquin
        jocelyn jochen jodie joe joel joelle joey johan johann johanna johannes john johnny jolanta jolien jon jonas jonathan jonna joost jordan jordi
        jorge joris jose josef joseph josephine joshua jovan joyce jozef juan juanita judit judith judy juha juhani jukka julia julian juliana julie
        julien juliette julius jun junaid jurgen justin justyna kaan kabir kai kaisa kalle kamal kamala kamil kamila kaori karam karel karen karim
        karin karina karl karla karol karolina karsten kasia kasper katalin katarina katarzyna kate katerina katharina katherine kathleen kathryn
        katie katja katrin kavita kavitha kaya kazuo keiko keisha keith kelly kelvin kemal ken kenji kenneth kerry kerstin kevin khadija khaled khalid
        khalil khanh kim kimberly kiran kirill kirsi kirsten kirsty kiyoshi klara klaus kofi kojo konrad konstantin konstantinos koos kosta kris
        krishna kristian kristin kristina kristof krystyna krzysztof ksenia kumar kunal kurt kwabena kwame kwesi kyle ladislav laila lakshmi lalita
        lamine lan lara larissa lars lasse laszlo latifa latoya laura lauren laurence laurent layla lea leah leandro lee lei leif leila leilani lena
        leo leon leonardo leonie leopold lerato leslie leszek leticia letizia levent liam lidia lieke lieselotte lila lilian lilly lily linda ling
        linh linnea linus lionel lior liping lisa liv livia liza lluis lois lola lorena lorenzo lorna lothar lotte louis louise lova luana lubna luca
        lucas lucia luciana lucie lucjan lucy ludmila ludovic ludwig luigi luis luisa lukas lukasz luke luuk luz lydia lynn maaike maarten maciej
        maddalena madeleine mads magda magdalena magnus mahesh mahmoud maiken maire maisie maja majid malachy malgorzata malik malin malte mamadou
        manfred manish manoj manon manu manuel manuela mara marc marcel marcela marcelo marcin marco marcos marcus marek margaret margarida margarita
        margit margot maria mariam mariana marianne marie marieke marielle marija marijke mariko marina mario marion marisol marit marjan marjorie
        mark markku marko markus marlene marlies marlon marta martha martin martina mary masha massimo mateo mateusz mathias mathieu mathilde matilda
        matteo matthew matthias matti mattias maud maurice mauro maxim maximilian maya mayumi meera mehdi mehmet mei melanie melina melissa meltem
        mercedes mette mia micaela michael michal michel michele michelle mickael mieke miguel miguelangel mihai mika mike mikhail mikko milan milena
        milos min mina ming minh minjun minna mira mireille mirela miriam mirjam mirko miroslav misaki moana mohamad mohamed mohammad mohammed mohan
        moira molly momoko mona monica monika monique morag moritz mostafa moussa muhammad murat mustafa myriam nabil nadia nadine nadir nancy naoko
        naomi narges nasrin natalia natalie natascha natasha nathalie nathan naveed neele neha neil nele nella nelson nerea nestor nga ngoc ngozi
        nguyen nhung niamh nicholas nick nicki nicola nicolaas nicolai nicolas nicole nicoletta niels nigel nikhil nikita niklas niklaus nikola
        nikolai nikolaj nikos nils nina ninette niranjan nisha noah nobuo noel noelia noemi nomvula noor noora nora norbert norma norman nour nuno
        nuria oana obinna octavia odile oksana ola olaf oleg oleksandr oleksandra olena olga oliver olivia olivier olumide omar omer onur oona oriol
        orla orlando orsolya oscar oskar oskari osman ottavio otto owen pablo padma padraig paivi pal pamela paola paolo pascal pascale patrice
        patricia patricio patrick patrik paul paula paulette paulina pauline paulo pavel pavla pawel peder pedro peer peggy pekka penelope peng per
        percy pernille peter petr petra phil philip philipp philippe phuong pia pierre pieter pilar pinar ping piotr pooja poul pradeep prakash
        prashant preben preeti priscilla priya priyanka przemyslaw qiang qing quang quentin quincy quoc rachel rachid radek radoslav rafael ragnar
        rahul rainer raisa raj rajesh rajiv ralf ralph raluca ramesh ramin ramon ramona randi rania raphael rashid rasmus raul ravi raymond raymonde
        rebecca reem regina regine reijo reiner reinhard rekha remy renata renate renaud rene reza rhiannon rhys ricardo riccardo richard riikka rikke
        rina rita riya robbie robert roberta roberto robin rocco rocio rodney rodrigo roger rogier rohit roland rolf romain roman romy ronald ronan
        ronja rory rosa rosalie rosalind rosario rose rosemary ross rostislav roxana roxanne roy ruben ruby rudolf rufus rui runa rupert russell
        rutger ruth ruud ryan ryszard saad sabina sabine sabrina sadia safiya said saima sakura salim sally salma salman salome salvatore sam samantha
        samir samira samuel sandeep sander sandra sandro sanjay sanjeev sanna sanne santiago santosh saoirse sara sarah sardor sari sascha sasha
        saskia satoshi satu saul savita scarlett seamus sean sebastian selim selma semih sepideh seppo serafina seraphina serena serge sergei sergey
        sergio seung seungmin shalini shane shannon shanti sharad sharon shaun shauna sheila shin shinji shirin shirley shiv shona shreya sian sibylle
        sidsel siegfried sigrid sigrun silas silje silke silvana silvia silvio simao simon simona simone sina sindre sine sinead siobhan siri siv
        sjoerd slavica slawomir smita snezana sofia sofie solange solveig sonali sonia sonja sophia sophie soraya sorcha soren sota stacey stanislav
        stanley stavros stefan stefanie stefano steffen stella sten stephan stephane stephanie stephanos stephen steve steven stig stijn stuart sturla
        subhash sumi sunil sunita suraj suresh susan susana susanna susanne suzanne svein sven sverre svetlana swati sybille sylvia sylvie szymon
        taavi tabea tadeusz takashi takeshi takumi talia tamar tamara tamas tammy tanja tansu tanya tara tarek tariq tarja tatiana tatjana taylan ted
        teemu terence teresa teresia terje terry tesfaye thabo thaddeus thanh thao thea thelma theo theodor theresa thi thiago thierno thierry thijs
        thilo thiri thomas thomasina thora thorsten thuy tiago tiina tilda till tim timo timothy tina tiziana tjark tobiah tobias todd tom tomas
        tomasz tomislav tomoko toni tonje tony tor tore torsten tova tracy trang travis trevor trine tristan trudy trung tsvetan tuan tung tuomas
        turid tyler udo ulf ulla ulrich ulrike uma umesh uros ursula urszula usha usman ute uwe vaclav vaishali valentin valentina valeria valerie
        valter vanessa vanja vasil vasiliki vassilis veli vera veronica veronika vesna vicente victor victoria vidar viet vigdis viggo vijay vikas
        vikram viktor vilma vinay vincent vincenza vincenzo vineet viola violeta virginia vivek vivian vivienne vladimir vojtech volker wagner
        waldemar walid walter waltraud wanda wang wanjiku warren wei wenche wendell wendy werner wiebke wieland wiktor wilfried wilhelm wilhelmina
        willem willemijn william wim winifred winston wojciech wolfgang wolfram wout xander xavier xiao ximena xin xue yaara yael yamina yan yannick
        yannis yara yaroslav yasemin yasmin yasser yetunde yevgeny yiannis ying ylva yohan yoko yolanda yolande yong yosef yoshiko youngjae youssef
        yue yuki yuko yulia yuri yusra yusuf yves yvonne zahra zainab zainal zara zaza zbigniew zdenek zeev zehra zelda zenon zeynep zhanna zhi ziad
        zita zlatan zoe zofia zoltan zora zsofia zubair zuleika zuzana иван мария анна елена ольга сергей алексей андрей дмитрий наталья ирина олег
        николай михаил александр владимир татьяна юлия екатерина павел
        """;

    public const string Family = """
        abbas abdi achieng adams adeyemi afolabi agarwal aguilar ahmadi akhtar albrecht ali allen almeida alonso alvarez anderson andersson andre
        arias arnold arslan aslan aung aydin bai bailey baker bakken bakker banda banerjee barbieri barnes bauer beck becker begum bell bennett berg
        berger berglund bergmann bergstrom bernard bertrand bhatt bhattacharya bianchi blaha blanc blanco boateng bogdanov bohm bondarenko bonnet
        botha boyer bozkurt brandt braun bravo brooks brown bryant bui busch butler cabrera cai campbell campos cano cao carter caruso carvalho
        castillo castro celik cerny chapman chatterjee chaudhary chaudhry chen cheng chevalier chin cho choi chopra chowdhury christensen clark cohen
        cole coleman collins colombo connor conti cooper costa cox cruz cui dahl dang das davis deboer dejong dejonge delgado deluca demir deng desai
        devries diallo diaz dietrich dijkstra dinh dixon dlamini dogan dominguez dube dubois duong dupont duran durand dvorak ebert edwards ellis
        engel erdogan eriksson espinoza esposito evans farkas farooq faure fedorov fernandez fernando ferrara ferrari ferreira ferri fiedler fischer
        fleming flores fontaine fontana ford foster fournier franke freeman friedman friedrich fuchs fuentes gallego gallo gao garcia garnier gauthier
        gautier ghosh gibson gill giordano girard golubev gomez gonzalez graham grant greco greene griffin gross guerin guerrero gunther guo gupta
        gutierrez haas haddad hagen hahn hamilton han hansen harper harris hartmann harvey hasan haugen hayes heikkinen heinrich henderson hendriks
        henry hernandez herrera herrmann hoang hoffmann hofmann horvath hossain hosseini hou howard huang huber hughes hunter hussain huynh iglesias
        ionescu islam ito ivanov iyer jackson jager jain jang jansen janssen janssens jenkinson jensen jiang jimenez jin johansen johansson johnson
        jones joshi jung kaiser kalnins kaminska kaminski kang kapoor karimi karlsson kask kato kaur kaya kazlauskas keita keller kelley kelly kennedy
        khan kilic king kiss klein knight kobayashi koc koch kone korhonen korkmaz koskinen kovacs kovalenko kowalska kowalski kozlov krause
        kravchenko kruger kucera kuhn kuipers kulkarni kumar kuznetsov kuznetsova laine lakatos lambert lange larsen larsson laurent lawson lebedev
        lefebvre lefevre lehmann lemaire leon leone leroy levi lewandowska lewandowski lewis li liang liao lim lin lindberg lindgren lindqvist liu
        lombardi lopez lorenz lu lundgren luo ly maas mahmood maier makarov makela makinen malik mancini mao marchand marchetti mariani marino marquez
        marshall martens martinez martini mason matthews mazur mcdonald medina mehta meijer melnyk mendez meng menon mensah mercier meyer michel
        miller mishra mitchell mizrahi moen mohamed mohammadi molina molnar montero moore morales moreau morel moreno moretti morozov morris moyo
        mueller mukherjee mulder muller munoz murphy murray mutua mwangi nagy naidoo nair nakagawa nakamura navarro ndiaye nemeth neumann newman ng
        ngo nguyen nichols nicolas nielsen nieminen nilsson nkosi noel novak novakova nowak nunez nyberg obrien okafor okeke okonkwo oliveira olsen
        olsson ong orlov ortega ortiz osei otieno otto owens owusu ozdemir ozols ozturk palmer pandey papadopoulos park parker pascual patel patterson
        pavlov pawlak pedersen peeters pellegrini pena pereira perera perez perkins perrin perry persson peters petit petrauskas petrenko petrov
        petrova pfeiffer pham phan phillips pillai pohl polat popa popescu popov porter powell prasad prieto prochazka qian qin qiu quinn qureshi
        rahman raman ramirez ramos rao rashid reddy reed ren renard rey reyes reynolds ribeiro ricci richard richardson richter rinaldi ritter rivera
        rizzo roberts robin robinson rodrigues rodriguez roger rogers rojas romano romanov romero rossi roth rousseau roux rubio ruiz russell russo
        ryan saar sahin saito salah salazar salem salonen sanchez sandberg sanders santiago santoro santos sasaki sato sauer schafer schmid schmidt
        schneider scholz schreiber schroder schubert schulte schulz schumacher schuster schwarz scott seidel semenov sen serra serrano shah shao
        sharma shaw shen shevchenko shi shimizu shrestha siddiqui sidorov silva simmons simon simpson singh sithole smirnov smit smith sokolov solberg
        sommer soto souza spencer stein stevens stewart stone suarez sullivan sun sutton suzuki svensson svoboda szabo takacs takahashi tamm tan
        tanaka tang taylor tesfaye testa thapa thiel thomas thompson tian tiwari tkachenko torres toth tran traore truong tucker turner vandenberg
        vandijk vanleeuwen varga vargas varma vasiliev vasquez vega velasco verhoeven verma vermeulen vesely vidal vincent virtanen visser vitale vo
        vogel vogt voigt volkov vu vuong wagner wallace walsh walter wang ward watanabe watson weber wells wheeler wilkinson willems williams wilson
        winkler wisniewska wisniewski wojcik wood woods wouters wright wu xie xiong xu yadav yamada yamamoto yang yao ye yeo yildirim yildiz yilmaz
        yoon yoshida young yuan zaitsev zaman zeng zhang zhao zheng zhou zhu ziegler zielinska zielinski zimmermann zou zulu
        """;
}
