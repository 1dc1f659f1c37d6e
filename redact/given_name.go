package redact

// givenNames are common first names of many languages.
var givenNames = wordSet(`
	aaron abdul abigail adam adrian agnes ahmed aidan aisha akira alan alejandro aleksandra alex alexander alexandra alexei alfonso
	alfred ali alice alicia alina alison allison alma alvaro amanda amara amber amelia amina amir amit amy ana anastasia anders andre
	andrea andreas andrei andres andrew andrzej andy angela angelica anika anil anita anjali ann anna anne annika anthony antoine anton
	antonio anya april aria ariana arjun armando arnaud art arthur arturo arun asha ashley astrid audrey august aurelie austin axel ayesha
	barbara bartek beatrice beatriz ben benjamin benoit bernard beth bethany bilal bill billy birgit bjorn bob bogdan boris brad bradley
	brandon brenda brendan brent brett brian bridget brigitte bruce bruno bryan caleb camila camille carl carla carlos carmen carol
	carolina caroline carter casey caspar catalina catherine cecilia cedric celine cesar chad charles charlie charlotte chen chiara chloe chris
	christian christina christine christoph christopher ciara cindy claire clara claudia clemens colin connor conor corey cristina
	curtis cynthia daisuke dale damien dan dana daniel daniela danielle danny daria dario darren dave david dawn dean deborah deepak
	deepika denis denise dennis derek devon diana diane diego dieter dimitri dinesh divya dmitri dmitry dominic dominik donald donna
	doris dorota dorothy doug douglas drew duncan dylan eduardo edward edwin eileen elena eleanor eli elias elif elisa elise eliza elizabeth
	ella ellen elliot emil emilia emilie emily emma emmanuel emre enrique eric erica erik erika erin ernesto esra esteban esther ethan
	eugene eva evan evelyn fabian fabio faith farah fatima felipe felix fernanda fernando filip fiona florian frances francesca
	francesco francis francisco francois frank franz fred freddie frederic frederik freya gabriel gabriela gareth garry gary gavin
	gene george georgia gerald gerard gianluca gideon gilbert gina giorgio giovanni giulia glenn gloria gordon grace graham greg gregory greta
	guido guillaume gunnar gustav guy gwen hakan hana hanna hannah hans harald harold harriet harry hassan hazel heather heidi heike helen
	helena helene helga henrik henry herbert hideo hiroshi holger holly hope howard hugh hussein ian ibrahim ida ignacio igor ilya
	imran ines inga ingrid irene irina isaac isabel isabella isabelle ismail ivan ivana ivy jack jackie jacob jacques jaime jake
	jakob jakub james jamie jan jana jane janet janice jared jasmin jasmine jason javier jay jean jeff jeffrey jen jenna jennifer
	jenny jens jeremy jerome jerry jesse jessica jessie jill jim jimmy jin joan joanna joao joe joel joerg johan johanna johannes john jon
	jonas jonathan joost jordan jorge jose josef joseph josephine josh joshua joy joyce juan juanita judith judy julia julian juliana
	julie julien juliette june jurgen justin kaori kareem karen karim karin karina karl karolina kasper kate katarina katarzyna kate
	katharina katherine kathleen kathryn kathy katie kavita kazuki keiko keith kelly ken kendra kenji kenneth kerry kevin khalid kim kirsten
	klara klaus konrad konstantin kris krishna kristen kristian kristin kristina krzysztof kumar kurt kyle lakshmi lara larissa larry lars
	latisha laura lauren laurence laurent lawrence layla lea leah lee leila lena leo leon leonardo leonie leslie leticia lewis liam lidia
	liesbeth lilian lily lin linda lindsay lindsey lisa liz lorena lorenzo lori louis louise luca lucas lucia lucy luigi luis luisa
	lukas luke lydia lynn maciej magda magdalena magnus mahmoud maja malcolm malik manish manuel manuela marc marcel marcelo marcin
	marco marcos marcus margaret margarita maria marian mariana marie marina mario marion mark marko markus marlene marta martha martin
	martina martine marvin mary mateo mateusz mathias mathieu matilda matt matteo matthew matthias maureen maurice mauricio max maxim
	maxime maya megan mehmet mei melanie melissa mercedes mia michael michaela michal michel michele michelle miguel mika mike
	mikhail mila milan miles miriam mitchell mohamed mohammad mohammed mohit molly monica monika monique morgan moritz muhammad murat
	mustafa nadia nadine nancy naomi natalia natalie natasha nathan neha neil nelson nia nicholas nick nicola nicolas nicole nigel niklas
	nikhil nikita nikola nikos nils nina nisha noah noel nora norbert norma norman nuria octavia olaf oleg olga oliver olivia olivier omar
	orla oscar oskar otto owen pablo paige pam pamela paola paolo patricia patrick paul paula pauline pavel pawel pedro peggy penelope penny
	per petar pete peter petra phil philip philipp philippe phoebe pierre pilar piotr pooja pradeep pranav prasad priya priyanka rachel
	radu rafael rahul raj rajesh ralf ralph ramon randy raquel rashid raul ravi ray raymond rebecca regina reinhard renata rene ricardo
	richard rick riku rita robert roberta roberto robin rocio rodrigo roger rohan roland rolf roman ron ronald rosa rosalind rose
	rosemary ross roxanne roy ruben rudolf rui rupert russell ruth ryan sabine sabrina saeed sakura salma sam samantha samir samuel
	sandeep sandra sandy sanjay santiago sara sarah sasha satoshi scott sean sebastian selma serena sergei sergey sergio shannon sharon
	shauna shaun shawn sheila shelby shirley shivani sierra sigrid silas silke silvia simon simone siobhan skye sofia sofie solveig
	sonia sonja sophia sophie soren stacey stan stanislav stefan stefanie stephan stephanie stephen steve steven stuart sue sunil
	suresh surya susan susanna susanne suzanne sven svetlana sylvia tadeusz takashi takeshi tamara tania tanja tanya tara tariq tatiana
	ted teresa terry tess thea theo theresa theodore thomas thorsten tiago tiffany tim timo timothy tina tobias todd tom tomas tomasz tommy toni
	tony tracy travis trevor tristan tyler ulrich ulrike uma ursula ute valentina valeria valerie vanessa vera veronica veronika
	vicky victor victoria vijay vikram viktor vincent viola violet virginia vivek vivian vladimir walter wanda warren wayne wei wendy werner
	wilhelm will willem william wojciech wolfgang xavier yan yasmin yasmine yolanda yosef youssef yuki yuko yuri yusuf yves yvonne zach
	zachary zahra zainab zara zeynep zoe zofia zuzana
	adaeze adebayo amadou amaka babajide chidi chinedu chioma emeka femi folake ifeoma kemi kofi kwame ngozi nneka obinna oluwaseun sade
	tunde wanjiru yetunde zanele thabo sipho lerato anneliese beatrix goran zoran dragan milos nenad vesna jelena ljubomir bohdan oksana
	olena taras andriy iryna nguyen linh minh thuy tuan huong xiaoming meiling junjie yifan haruto hinata kenta ayumi naoko rina
	hyun jisoo minjun seojun gunther jochen detlef siegfried wiebke ansgar anselm caoimhe niamh aoife eoin padraig rhys cerys
	ffion angharad catriona ewan fergus hamish moira lorcan saoirse ravindra lakshman arvind ashok gopal harish kiran
	lalitha mahesh meera mukesh nandini naveen nitin padma parvati prakash preeti radha ramesh rekha ritu rohit sachin
	sangeeta shreya sita sneha subhash sushma swati tanvi tarun usha varun vidya vinod yash tal noam eitan shira yael avi moshe
	dvora gil omer ezra asaf leilani kalani makoa mateus thiago larissa joana ines rute goncalo nuno afonso`)
