<?php
if ( post_password_required() ) {
	return;
}
$is_shown = comments_open() || have_comments();
if ( $is_shown ) :
	?>
	<parley-thread
		backend="wordpress"
		page-id="<?php the_ID(); ?>"
		page-url="<?php the_permalink(); ?>"
		publisher="<?php bloginfo( 'name' ); ?>"
		live="poll"
		<?php echo comments_open() ? '' : 'closed'; ?>
	>
	<?php
endif;
require get_template_directory() . '/comments.php';
if ( $is_shown ) :
	?>
	</parley-thread>
	<script type="module" src="<?php echo esc_url( home_url( '/parley/parley.js' ) ); ?>"></script>
	<?php
endif;
