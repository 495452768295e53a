<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo( 'charset' ); ?>">
<meta name="viewport" content="width=device-width">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<header><p><a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a></p></header>
<main>
<?php
while ( have_posts() ) :
	the_post();
	?>
	<article <?php post_class(); ?>>
	<h1><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h1>
	<?php the_content(); ?>
	</article>
	<?php
	if ( is_singular() ) {
		comments_template();
	} else {
		comments_popup_link();
	}
endwhile;
?>
</main>
<?php wp_footer(); ?>
</body>
</html>
