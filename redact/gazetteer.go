package redact

// gazetteer are places whose names stand alone in prose; they name nobody, and no
// customer that is only called after them.
var gazetteer = wordSet(`aachen aarhus abu accra africa albania algeria alicante almaty amsterdam ankara antwerp antwerpen argentina arnhem asia athens atlanta
	auckland australia austria baden baghdad baltimore bangalore bangkok barcelona basel bavaria bayern beijing beirut belfast belgium belgrade bengaluru
	bergen berlin bern bielefeld bilbao birmingham bochum bogota bologna bonn bordeaux boston bratislava braunschweig brazil bremen bremerhaven brescia
	bristol britain brno bruges brussels bruxelles bucharest budapest buenos bulgaria cadiz cairo calgary california cambridge canada canberra cardiff
	caracas catania chemnitz chennai chicago chile china cologne colombia copenhagen cordoba cork cracow croatia curitiba cyprus dakar darmstadt debrecen
	delhi denmark detroit dortmund dresden dubai dublin duisburg dundee durban düsseldorf dusseldorf edinburgh egypt eindhoven england erfurt essen
	estonia ethiopia europe exeter faro finland firenze florence france frankfurt freiburg galicia galway gdansk gdynia geneva geneve genoa gent germany
	ghana ghent glasgow göteborg goteborg gothenburg granada graz greece grenoble groningen haarlem hague halifax halle hamburg hannover hanover hanoi
	heidelberg helsinki hesse holland hongkong hungary iberia iceland india indonesia innsbruck iran iraq ireland israel istanbul italy izmir jakarta
	japan jena johannesburg jordan karlsruhe kassel katowice kaunas kenya kiel kiev klagenfurt koln koblenz kobenhavn kosice krakow kuala kuwait kyiv
	kyoto lagos lancaster latvia lausanne leeds leicester leiden leipzig leuven lausitz liege lille lima limerick limoges linz lisboa lisbon lithuania
	liverpool ljubljana lodz london lubeck lublin lucerne luxembourg lviv lyon maastricht madrid magdeburg mainz malaga malmo malta manchester manila
	mannheim marburg marseille melbourne mexico miami milan milano minneapolis minsk mombasa monaco montpellier montreal morocco moscow mumbai munich
	munchen munster nairobi nancy nantes napoli naples netherlands newcastle nice nigeria nijmegen norway norwich nottingham nurnberg nuremberg odense
	oldenburg olomouc oporto oregon orleans osaka oslo osnabruck ostrava ottawa oulu oxford padova padua pakistan palermo palma pamplona panama paris
	parma pecs perth peru philadelphia philippines pilsen plzen plymouth poland porto portsmouth portugal potsdam poznan prag prague praha pretoria quebec
	reims rennes reykjavik rheinland riga rijeka roma romania rome rostock rotterdam rouen russia salamanca salzburg santiago saarbrucken saxony schwerin
	scotland seattle seoul serbia sevilla seville shanghai sheffield shenzhen siegen singapore skopje slovakia slovenia sofia southampton spain split
	stockholm strasbourg stuttgart sunderland sweden switzerland sydney szczecin szeged taipei tallinn tampere tartu tehran tenerife texas thailand
	thessaloniki tilburg timisoara tokyo torino toronto toulon toulouse trento trier trieste trondheim tunis turin turkey turku ukraine ulm umea
	uppsala utrecht valencia valladolid vancouver varna venezia venice verona vicenza vienna vietnam vigo vilnius virginia wales warsaw warszawa
	washington weimar wellington wien wiesbaden winterthur wolfsburg worcester wroclaw wuppertal york zagreb zaragoza zurich zwickau
	palo los las new san santa saint sankt sao rio el la le den north south east west upper lower hong kong sierra cape costa puerto lake mount
	atlantic pacific nordic baltic alpine danube rhine rhein elbe thames seine
	sahara himalaya andes alps pyrenees scandinavia benelux caribbean mediterranean balkan iberian`)
